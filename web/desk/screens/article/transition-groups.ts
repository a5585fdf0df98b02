// Groups an article's transitions: by the working copy and what readers see, and by whether they are offered at once.
import type { ReviewState, TransitionName, TransitionSubjectFragment } from '../../generated/operations.js';

export type TransitionOption = TransitionSubjectFragment['transitions'][number];
export type Side = 'working' | 'readers';

/** In the order of their buttons. */
const SIDES: Readonly<Record<Side, readonly TransitionName[]>> = {
  working: ['APPROVE', 'REQUEST_CHANGES', 'SUBMIT', 'REOPEN', 'EDIT', 'WITHDRAW', 'DISCARD', 'ARCHIVE'],
  readers: ['PUBLISH', 'SCHEDULE', 'UNSCHEDULE', 'SET_END', 'UNPUBLISH'],
};

/** The usual next steps in a state: shown even where they are blocked. */
const NEXT: Readonly<Record<ReviewState, readonly TransitionName[]>> = {
  DRAFT: ['SUBMIT', 'EDIT', 'PUBLISH'],
  IN_REVIEW: ['APPROVE', 'REQUEST_CHANGES', 'EDIT', 'PUBLISH', 'SCHEDULE'],
  CHANGES_REQUESTED: ['SUBMIT', 'EDIT', 'PUBLISH'],
  APPROVED: ['PUBLISH', 'EDIT', 'SCHEDULE'],
  SCHEDULED: ['PUBLISH', 'EDIT', 'SCHEDULE'],
  PUBLISHED: ['EDIT', 'UNPUBLISH', 'SET_END'],
  UNPUBLISHED: ['PUBLISH', 'EDIT', 'SCHEDULE'],
  ARCHIVED: ['REOPEN'],
};

const BLOCKERS_OF_THE_PERSON = new Set(['ROLE_REQUIRED', 'NOT_OWNER', 'FOUR_EYES', 'INCOMPLETE']);

type Subject = Pick<TransitionSubjectFragment, 'reviewState' | 'transitions'>;

export interface TransitionGroups {
  readonly atHand: readonly TransitionOption[];
  /** Not allowed in the state, and not expected in it: folded away. */
  readonly others: readonly TransitionOption[];
}

export function groupTransitions(side: Side, { reviewState, transitions }: Subject): TransitionGroups {
  const options = SIDES[side].flatMap((name) => transitions.filter((option) => option.name === name));
  const isAtHand = ({ name, allowed, blockedBy }: TransitionOption) =>
    allowed ||
    NEXT[reviewState].includes(name) ||
    blockedBy.every(({ code }) => BLOCKERS_OF_THE_PERSON.has(code));
  return { atHand: options.filter(isAtHand), others: options.filter((option) => !isAtHand(option)) };
}

/** The two that a phone shows at the foot: the usual next step, and another that is allowed. */
export function footTransitions(subject: Subject): readonly TransitionOption[] {
  const names = [...NEXT[subject.reviewState], ...SIDES.working, ...SIDES.readers];
  const [first, ...others] = [...new Set(names)].flatMap((name) => optionOf(subject, name) ?? []);
  return [first, others.find(({ allowed }) => allowed)].filter((option) => option !== undefined);
}

/** The screen's primary action: the usual next step, if it is allowed. */
export function mainTransition({ reviewState, transitions }: Subject): TransitionName | undefined {
  const [first] = NEXT[reviewState];
  const option = transitions.find(({ name }) => name === first);
  return option?.allowed && first !== 'EDIT' ? first : undefined;
}

export const optionOf = (
  { transitions }: Pick<TransitionSubjectFragment, 'transitions'>,
  name: TransitionName,
): TransitionOption | undefined => transitions.find((option) => option.name === name);
