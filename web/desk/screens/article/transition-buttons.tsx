// The buttons of an article's transitions. One that is not allowed can be pressed too, and shows why.
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { KEY_NAMES } from '../../frame/keys.js';
import { useNewsroom } from '../../frame/newsroom.js';
import type { TransitionName, TransitionSubjectFragment } from '../../generated/operations.js';
import { WORDS } from '../../words/words.js';
import { mainTransition, groupTransitions, type Side, type TransitionOption } from './transition-groups.js';
import type { TransitionControls } from './use-transition-controls.js';
import { WhyNot } from './why-not.js';

/** Keys of the frequent transitions: for `useKeys`, and as shown. */
export const TRANSITION_KEYS: Partial<Record<TransitionName, readonly [key: string, shown: string]>> = {
  APPROVE: ['a', 'A'],
  REQUEST_CHANGES: ['r', 'R'],
  EDIT: ['e', 'E'],
  SUBMIT: ['s', 'S'],
  // `p` is the previous change.
  PUBLISH: ['P', `${KEY_NAMES.shift}P`],
};

interface SideTransitionsProps {
  readonly side: Side;
  readonly article: TransitionSubjectFragment;
  readonly controls: TransitionControls;
}

export function SideTransitions({ side, article, controls }: SideTransitionsProps) {
  const { atHand, others } = groupTransitions(side, article);
  const rows = (options: readonly TransitionOption[]) =>
    options.map((option) => <ListedTransition key={option.name} {...{ option, article, controls }} />);
  return (
    <>
      {atHand.length > 0 && <div className="transitions">{rows(atHand)}</div>}
      {others.length > 0 && (
        <details
          className="not-now"
          open={controls.showsOthers[side]}
          onToggle={(event) => controls.setShowsOthers(side, event.currentTarget.open)}
        >
          <summary>{WORDS.decide.notNow(others.length)}</summary>
          <div className="transitions">{rows(others)}</div>
        </details>
      )}
    </>
  );
}

interface ListedTransitionProps {
  readonly option: TransitionOption;
  readonly article: TransitionSubjectFragment;
  readonly controls: TransitionControls;
}

function ListedTransition({ option, article, controls }: ListedTransitionProps) {
  const { name } = option;
  const whyId = `why-${name}`;
  const isExpanded = controls.explained === name;
  return (
    <Fragment>
      <TransitionButton {...{ option, article, controls }} id={`transition-${name}`} whyId={whyId} />
      {!option.allowed && isExpanded && (
        <WhyNot id={whyId} articleId={article.id} option={option} onOverride={() => controls.open(name)} />
      )}
    </Fragment>
  );
}

type TransitionButtonProps = ListedTransitionProps & {
  readonly id?: string;
  /** The id of the element that says why it is not allowed. Without it, a click goes to the button that has one. */
  readonly whyId?: string;
};

export function TransitionButton({
  option: { name, allowed },
  article,
  controls,
  id,
  whyId,
}: TransitionButtonProps) {
  const { fourEyes } = useNewsroom();
  const { decide: words } = WORDS;
  const key = id === undefined ? undefined : TRANSITION_KEYS[name]?.[1];
  const { number } = (name === 'APPROVE' ? controls.reviewed : undefined) ?? article.working;
  // A phone's foot has room for a short label only.
  const label = id === undefined && !allowed ? WORDS.transitions[name] : words.buttons[name](number);
  if (!allowed) {
    return (
      <button
        id={id}
        className="button pending"
        type="button"
        aria-expanded={whyId === undefined ? undefined : controls.explained === name}
        aria-controls={whyId !== undefined && controls.explained === name ? whyId : undefined}
        onClick={() => (whyId === undefined ? controls.explain(name) : controls.toggle(name))}
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
      className={`button${mainTransition(article) === name ? ' main' : ''}`}
      type="button"
      aria-haspopup="dialog"
      onClick={() => controls.open(name)}
    >
      {label} {key && <kbd>{key}</kbd>}
    </button>
  );
}
