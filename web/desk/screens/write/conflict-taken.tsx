// A change that stands apart from every other one, and was taken by itself.
import type { Difference } from '../../drafts/merge-draft.js';
import { WORDS } from '../../words/words.js';
import { nameOf } from './conflict-hunk.js';
import { ChangedText } from './conflict-text.js';

interface TakenChangeProps {
  readonly difference: Difference;
  readonly isLeftOut: boolean;
  /** undefined where both are the viewer's own. */
  readonly theirName: string | undefined;
  readonly onLeaveOut: (leaves: boolean) => void;
}

export function TakenChange({ difference, isLeftOut, theirName, onLeaveOut }: TakenChangeProps) {
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
