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

/** The state of an article: of its working copy, and of its publications. */
export interface WorkflowState {
  readonly reviewState: ReviewState;
  readonly isLive: boolean;
  readonly isScheduled: boolean;
  readonly wasEverLive: boolean;
}

const PUBLICATION_STATES = {
  'never live': { isLive: false, isScheduled: false, wasEverLive: false },
  'once live': { isLive: false, isScheduled: false, wasEverLive: true },
  live: { isLive: true, isScheduled: false, wasEverLive: true },
  scheduled: { isLive: false, isScheduled: true, wasEverLive: false },
  'scheduled, once live': { isLive: false, isScheduled: true, wasEverLive: true },
  'live and scheduled': { isLive: true, isScheduled: true, wasEverLive: true },
} as const;
type PublicationState = keyof typeof PUBLICATION_STATES;

const POSSIBLE_STATES: Record<ReviewState, readonly PublicationState[]> = {
  DRAFT: Object.keys(PUBLICATION_STATES) as PublicationState[],
  IN_REVIEW: Object.keys(PUBLICATION_STATES) as PublicationState[],
  CHANGES_REQUESTED: Object.keys(PUBLICATION_STATES) as PublicationState[],
  APPROVED: Object.keys(PUBLICATION_STATES) as PublicationState[],
  SCHEDULED: ['scheduled', 'scheduled, once live', 'live and scheduled'],
  PUBLISHED: ['live', 'live and scheduled'],
  UNPUBLISHED: ['once live', 'live', 'scheduled, once live', 'live and scheduled'],
  ARCHIVED: ['never live', 'once live'],
};

/** Every state that an article can come into. */
export const WORKFLOW_STATES: readonly (WorkflowState & { readonly name: string })[] = Object.entries(
  POSSIBLE_STATES,
).flatMap(([reviewState, publicationStates]) =>
  publicationStates.map((publicationState) => ({
    name: `${reviewState}, ${publicationState}`,
    reviewState: reviewState as ReviewState,
    ...PUBLICATION_STATES[publicationState],
  })),
);

export type Outcome =
  | { readonly to: ReviewState }
  | { readonly code: 'NOT_FOUND' }
  | { readonly code: 'INVALID_TRANSITION' | 'FORBIDDEN'; readonly blocker: string };

/** The outcome of a transition of a complete article, by an actor who wrote nothing of it. */
export function expectedOutcome(
  name: TransitionName,
  { reviewState, isLive, isScheduled, wasEverLive }: WorkflowState,
  actor: { readonly role: Role; readonly isOwner: boolean },
): Outcome {
  const isEditor = actor.role !== 'WRITER';
  if (!isEditor && !actor.isOwner) return { code: 'NOT_FOUND' };
  // What is scheduled can be moved while work goes on.
  const moved =
    name === 'SCHEDULE' && isScheduled && reviewState !== 'ARCHIVED'
      ? ([reviewState, 'editor'] as const)
      : undefined;
  const transition = EXPECTED[reviewState][name] ?? moved;
  const hasNothingOut = !isLive && !isScheduled;
  if (!transition || (name === 'ARCHIVE' && !hasNothingOut)) {
    return { code: 'INVALID_TRANSITION', blocker: 'WRONG_STATE' };
  }
  if (['UNPUBLISH', 'SET_END', 'DISCARD'].includes(name) && !isLive)
    return { code: 'INVALID_TRANSITION', blocker: 'NOTHING_LIVE' };
  if (name === 'UNSCHEDULE' && !isScheduled)
    return { code: 'INVALID_TRANSITION', blocker: 'NOTHING_SCHEDULED' };
  const [to, who] = transition;
  const editorsOnly = who === 'editor' || (name === 'ARCHIVE' && wasEverLive);
  return editorsOnly && !isEditor ? { code: 'FORBIDDEN', blocker: 'ROLE_REQUIRED' } : { to };
}
