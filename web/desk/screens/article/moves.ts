// Which transitions stand on which side of an article, and which of them are at hand.
import type { ReviewState, TransitionName, TransitionSubjectFragment } from '../../generated/operations.js';

export type TransitionOption = TransitionSubjectFragment['transitions'][number];
export type Side = 'working' | 'readers';

/** In the order in which they stand there. */
const SIDES: Readonly<Record<Side, readonly TransitionName[]>> = {
  working: ['APPROVE', 'REQUEST_CHANGES', 'SUBMIT', 'REOPEN', 'EDIT', 'WITHDRAW', 'DISCARD', 'ARCHIVE'],
  readers: ['PUBLISH', 'SCHEDULE', 'UNSCHEDULE', 'SET_END', 'UNPUBLISH'],
};

/** What is usually done next in a state: in sight though it may not be possible yet. */
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

const ABOUT_THE_PERSON = new Set(['ROLE_REQUIRED', 'NOT_OWNER', 'FOUR_EYES', 'INCOMPLETE']);

type Subject = Pick<TransitionSubjectFragment, 'reviewState' | 'transitions'>;

export interface Moves {
  readonly atHand: readonly TransitionOption[];
  /** What the state does not allow, and nobody would look for in it. */
  readonly others: readonly TransitionOption[];
}

export function movesOf(side: Side, { reviewState, transitions }: Subject): Moves {
  const options = SIDES[side].flatMap((name) => transitions.filter((option) => option.name === name));
  const isAtHand = ({ name, allowed, blockedBy }: TransitionOption) =>
    allowed || NEXT[reviewState].includes(name) || blockedBy.every(({ code }) => ABOUT_THE_PERSON.has(code));
  return { atHand: options.filter(isAtHand), others: options.filter((option) => !isAtHand(option)) };
}

/** The two that a phone has at the foot of the page: what is done next, and what else may be done. */
export function footMoves(subject: Subject): readonly TransitionOption[] {
  const names = [...NEXT[subject.reviewState], ...SIDES.working, ...SIDES.readers];
  const [first, ...others] = [...new Set(names)].flatMap((name) => optionOf(subject, name) ?? []);
  return [first, others.find(({ allowed }) => allowed)].filter((option) => option !== undefined);
}

/** The main action of the screen: what is done next, where the viewer may. */
export function mainMove({ reviewState, transitions }: Subject): TransitionName | undefined {
  const [first] = NEXT[reviewState];
  const option = transitions.find(({ name }) => name === first);
  return option?.allowed && first !== 'EDIT' ? first : undefined;
}

export const optionOf = (
  { transitions }: Pick<TransitionSubjectFragment, 'transitions'>,
  name: TransitionName,
): TransitionOption | undefined => transitions.find((option) => option.name === name);
