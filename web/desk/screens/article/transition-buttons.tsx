// Every transition is a button that can be pressed: where it cannot be made, pressing it says why.
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { KEY_NAMES } from '../../frame/keys.js';
import { useNewsroom } from '../../frame/newsroom.js';
import type { TransitionName, TransitionSubjectFragment } from '../../generated/operations.js';
import { WORDS } from '../../words/words.js';
import { mainMove, movesOf, type Side, type TransitionOption } from './moves.js';
import type { Decide } from './use-decide.js';
import { WhyNot } from './why-not.js';

/** The keys of the usual ones, as `useKeys` has them, and as they are shown. */
export const TRANSITION_KEYS: Partial<Record<TransitionName, readonly [key: string, shown: string]>> = {
  APPROVE: ['a', 'A'],
  REQUEST_CHANGES: ['r', 'R'],
  EDIT: ['e', 'E'],
  SUBMIT: ['s', 'S'],
  // `p` is the previous change.
  PUBLISH: ['P', `${KEY_NAMES.shift}P`],
};

interface SideMovesProps {
  readonly side: Side;
  readonly article: TransitionSubjectFragment;
  readonly decide: Decide;
}

export function SideMoves({ side, article, decide }: SideMovesProps) {
  const { atHand, others } = movesOf(side, article);
  const rows = (options: readonly TransitionOption[]) =>
    options.map((option) => <Move key={option.name} {...{ option, article, decide }} />);
  return (
    <>
      {atHand.length > 0 && <div className="moves">{rows(atHand)}</div>}
      {others.length > 0 && (
        <details
          className="not-now"
          open={decide.showsOthers[side]}
          onToggle={(event) => decide.setShowsOthers(side, event.currentTarget.open)}
        >
          <summary>{WORDS.decide.notNow(others.length)}</summary>
          <div className="moves">{rows(others)}</div>
        </details>
      )}
    </>
  );
}

interface MoveProps {
  readonly option: TransitionOption;
  readonly article: TransitionSubjectFragment;
  readonly decide: Decide;
}

function Move({ option, article, decide }: MoveProps) {
  const { name } = option;
  const whyId = `why-${name}`;
  const isExpanded = decide.explained === name;
  return (
    <Fragment>
      <MoveButton {...{ option, article, decide }} id={`move-${name}`} whyId={whyId} />
      {!option.allowed && isExpanded && (
        <WhyNot id={whyId} articleId={article.id} option={option} onOverride={() => decide.open(name)} />
      )}
    </Fragment>
  );
}

type MoveButtonProps = MoveProps & {
  readonly id?: string;
  /** Of what it opens where it cannot act. Without it, it leads to the button that explains itself. */
  readonly whyId?: string;
};

export function MoveButton({ option: { name, allowed }, article, decide, id, whyId }: MoveButtonProps) {
  const { fourEyes } = useNewsroom();
  const { decide: words } = WORDS;
  const key = id === undefined ? undefined : TRANSITION_KEYS[name]?.[1];
  const { number } = (name === 'APPROVE' ? decide.read : undefined) ?? article.working;
  // At the foot of a phone there is little room.
  const label = id === undefined && !allowed ? WORDS.transitions[name] : words.buttons[name](number);
  if (!allowed) {
    return (
      <button
        id={id}
        className="button pending"
        type="button"
        aria-expanded={whyId === undefined ? undefined : decide.explained === name}
        aria-controls={whyId !== undefined && decide.explained === name ? whyId : undefined}
        onClick={() => (whyId === undefined ? decide.explain(name) : decide.toggle(name))}
      >
        {label} <small>{words.whyNot}</small>
      </button>
    );
  }
  if (name === 'EDIT') {
    const warns = fourEyes && article.reviewState === 'IN_REVIEW' && id !== undefined;
    return (
      <Link id={id} className="button" to="/articles/$articleId/write" params={{ articleId: article.id }}>
        {label}{' '}
        {warns ? <small className="quiet">{words.editorsMayNotApprove}</small> : key && <kbd>{key}</kbd>}
      </Link>
    );
  }
  return (
    <button
      id={id}
      className={`button${mainMove(article) === name ? ' main' : ''}`}
      type="button"
      aria-haspopup="dialog"
      onClick={() => decide.open(name)}
    >
      {label} {key && <kbd>{key}</kbd>}
    </button>
  );
}
