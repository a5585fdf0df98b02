// A change of one side that was merged automatically, with a button to leave it out.
import type { Difference } from '../../drafts/merge-draft.js';
import { WORDS } from '../../words/words.js';
import { nameOf } from './conflict-hunk.js';
import { ChangedText } from './conflict-text.js';

interface MergedChangeProps {
  readonly difference: Difference;
  readonly isLeftOut: boolean;
  /** undefined where the other revision is the viewer's own too. */
  readonly theirName: string | undefined;
  readonly onLeaveOut: (leaves: boolean) => void;
}

export function MergedChange({ difference, isLeftOut, theirName, onLeaveOut }: MergedChangeProps) {
  const { conflict: words } = WORDS;
  const theirs = theirName === undefined ? words.theirsOwn : words.theirs(theirName);
  const by = { mine: words.yours, theirs, both: words.bothSame, conflict: '' }[difference.is];
  const what = nameOf(difference);
  return (
    <li>
      <p>
        <strong>{by}</strong>, {what}
        {isLeftOut && <span className="quiet">, {words.leftOut}</span>}
      </p>
      <ChangedText
        base={difference.base}
        value={isLeftOut ? difference.base : difference.is === 'theirs' ? difference.theirs : difference.mine}
      />
      <p>
        <button
          className="link"
          type="button"
          aria-label={`${isLeftOut ? words.takeIt : words.leaveOut}: ${what}`}
          onClick={() => onLeaveOut(!isLeftOut)}
        >
          {isLeftOut ? words.takeIt : words.leaveOut}
        </button>
      </p>
    </li>
  );
}
