// The workflow that the tests expect, written a second time and in another shape than the application's table: state by state,
// where each transition leads and who may make it. Nothing of it comes from src.
import type { ReviewState, Role, TransitionName } from '../../src/domain/editorial-workflow.js';

/** An owner, or an editor who need not be one. */
type Who = 'owner' | 'editor';

const EXPECTED: Record<ReviewState, Partial<Record<TransitionName, readonly [ReviewState, Who]>>> = {
  DRAFT: {
    EDIT: ['DRAFT', 'owner'],
    DISCARD: ['PUBLISHED', 'owner'],
    SUBMIT: ['IN_REVIEW', 'owner'],
    UNSCHEDULE: ['DRAFT', 'editor'],
    SET_END: ['DRAFT', 'editor'],
    UNPUBLISH: ['DRAFT', 'editor'],
    ARCHIVE: ['ARCHIVED', 'owner'],
  },
  IN_REVIEW: {
    EDIT: ['IN_REVIEW', 'editor'],
    WITHDRAW: ['DRAFT', 'owner'],
    REQUEST_CHANGES: ['CHANGES_REQUESTED', 'editor'],
    APPROVE: ['APPROVED', 'editor'],
    UNSCHEDULE: ['IN_REVIEW', 'editor'],
    SET_END: ['IN_REVIEW', 'editor'],
    UNPUBLISH: ['IN_REVIEW', 'editor'],
  },
  CHANGES_REQUESTED: {
    EDIT: ['CHANGES_REQUESTED', 'owner'],
    DISCARD: ['PUBLISHED', 'owner'],
    SUBMIT: ['IN_REVIEW', 'owner'],
    UNSCHEDULE: ['CHANGES_REQUESTED', 'editor'],
    SET_END: ['CHANGES_REQUESTED', 'editor'],
    UNPUBLISH: ['CHANGES_REQUESTED', 'editor'],
    ARCHIVE: ['ARCHIVED', 'owner'],
  },
  APPROVED: {
    EDIT: ['DRAFT', 'owner'],
    PUBLISH: ['PUBLISHED', 'editor'],
    SCHEDULE: ['SCHEDULED', 'editor'],
    UNSCHEDULE: ['APPROVED', 'editor'],
    SET_END: ['APPROVED', 'editor'],
    UNPUBLISH: ['APPROVED', 'editor'],
    ARCHIVE: ['ARCHIVED', 'owner'],
  },
  SCHEDULED: {
    EDIT: ['DRAFT', 'owner'],
    PUBLISH: ['PUBLISHED', 'editor'],
    SCHEDULE: ['SCHEDULED', 'editor'],
    UNSCHEDULE: ['APPROVED', 'editor'],
    SET_END: ['SCHEDULED', 'editor'],
    UNPUBLISH: ['SCHEDULED', 'editor'],
  },
  PUBLISHED: {
    EDIT: ['DRAFT', 'owner'],
    UNSCHEDULE: ['PUBLISHED', 'editor'],
    SET_END: ['PUBLISHED', 'editor'],
    UNPUBLISH: ['UNPUBLISHED', 'editor'],
  },
  UNPUBLISHED: {
    EDIT: ['DRAFT', 'owner'],
    PUBLISH: ['PUBLISHED', 'editor'],
    SCHEDULE: ['SCHEDULED', 'editor'],
    UNSCHEDULE: ['UNPUBLISHED', 'editor'],
    SET_END: ['UNPUBLISHED', 'editor'],
    UNPUBLISH: ['UNPUBLISHED', 'editor'],
    ARCHIVE: ['ARCHIVED', 'owner'],
  },
  ARCHIVED: { REOPEN: ['DRAFT', 'editor'] },
};

/** In the order in which the desk lists them. */
export const TRANSITIONS: readonly TransitionName[] = [
  'EDIT',
  'SUBMIT',
  'WITHDRAW',
  'REQUEST_CHANGES',
  'APPROVE',
  'PUBLISH',
  'SCHEDULE',
  'UNSCHEDULE',
  'SET_END',
  'UNPUBLISH',
  'ARCHIVE',
  'DISCARD',
  'REOPEN',
];

/** Where the working copy stands, and what of the article is out. */
export interface Situation {
  readonly state: ReviewState;
  readonly isLive: boolean;
  readonly isScheduled: boolean;
  readonly wasEverLive: boolean;
}

const AROUND = {
  'never live': { isLive: false, isScheduled: false, wasEverLive: false },
  'once live': { isLive: false, isScheduled: false, wasEverLive: true },
  live: { isLive: true, isScheduled: false, wasEverLive: true },
  scheduled: { isLive: false, isScheduled: true, wasEverLive: false },
  'scheduled, once live': { isLive: false, isScheduled: true, wasEverLive: true },
  'live and scheduled': { isLive: true, isScheduled: true, wasEverLive: true },
} as const;
type Around = keyof typeof AROUND;

const CAN_BE: Record<ReviewState, readonly Around[]> = {
  DRAFT: Object.keys(AROUND) as Around[],
  IN_REVIEW: Object.keys(AROUND) as Around[],
  CHANGES_REQUESTED: Object.keys(AROUND) as Around[],
  APPROVED: Object.keys(AROUND) as Around[],
  SCHEDULED: ['scheduled', 'scheduled, once live', 'live and scheduled'],
  PUBLISHED: ['live', 'live and scheduled'],
  UNPUBLISHED: ['once live', 'live', 'scheduled, once live', 'live and scheduled'],
  ARCHIVED: ['never live', 'once live'],
};

/** Every situation that an article can come into. */
export const SITUATIONS: readonly (Situation & { readonly name: string })[] = Object.entries(CAN_BE).flatMap(
  ([state, arounds]) =>
    arounds.map((around) => ({
      name: `${state}, ${around}`,
      state: state as ReviewState,
      ...AROUND[around],
    })),
);

export type Verdict =
  | { readonly to: ReviewState }
  | { readonly code: 'NOT_FOUND' }
  | { readonly code: 'INVALID_TRANSITION' | 'FORBIDDEN'; readonly blocker: string };

/** What becomes of a transition of an article that is complete, by somebody who wrote nothing of it. */
export function verdictOn(
  name: TransitionName,
  { state, isLive, isScheduled, wasEverLive }: Situation,
  person: { readonly role: Role; readonly isOwner: boolean },
): Verdict {
  const isEditor = person.role !== 'WRITER';
  if (!isEditor && !person.isOwner) return { code: 'NOT_FOUND' };
  // What is scheduled can be moved while work goes on.
  const moved =
    name === 'SCHEDULE' && isScheduled && state !== 'ARCHIVED' ? ([state, 'editor'] as const) : undefined;
  const way = EXPECTED[state][name] ?? moved;
  const nothingOut = !isLive && !isScheduled;
  if (!way || (name === 'ARCHIVE' && !nothingOut)) {
    return { code: 'INVALID_TRANSITION', blocker: 'WRONG_STATE' };
  }
  if (['UNPUBLISH', 'SET_END', 'DISCARD'].includes(name) && !isLive)
    return { code: 'INVALID_TRANSITION', blocker: 'NOTHING_LIVE' };
  if (name === 'UNSCHEDULE' && !isScheduled)
    return { code: 'INVALID_TRANSITION', blocker: 'NOTHING_SCHEDULED' };
  const [to, who] = way;
  const editorsOnly = who === 'editor' || (name === 'ARCHIVE' && wasEverLive);
  return editorsOnly && !isEditor ? { code: 'FORBIDDEN', blocker: 'ROLE_REQUIRED' } : { to };
}
