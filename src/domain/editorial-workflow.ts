// The transition table: who may move an article from which state to which, on what condition, and the effect on its
// publications. Every transition and every answer about what is allowed comes from this table. Reasons for a refusal are in
// blockers.ts, what an effect does to the periods of publications is in publication.ts.

export const ROLES = ['WRITER', 'EDITOR', 'ADMIN'] as const;
export type Role = (typeof ROLES)[number];

export const REVIEW_STATES = [
  'DRAFT',
  'IN_REVIEW',
  'CHANGES_REQUESTED',
  'APPROVED',
  'SCHEDULED',
  'PUBLISHED',
  'UNPUBLISHED',
  'ARCHIVED',
] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

/** OWNER means an owner or an editor; OWNER_UNTIL_LIVE an editor, or an owner of what was never live. */
export type Who = 'OWNER' | 'EDITOR' | 'OWNER_UNTIL_LIVE' | 'TIME';
export type Condition =
  'COMPLETE' | 'FOUR_EYES' | 'LIVE' | 'SCHEDULED' | 'NOT_LIVE_OR_SCHEDULED' | 'APPROVED';

/**
 * The effect of a transition on the publications. `begin`: the revision is live from now on. `schedule`: it is live from a set
 * time on. `cancel`: the scheduled publication is removed. `set-end`: the live one ends at another time. `end`: the live one
 * ends now. `none`: they stay as they are.
 */
export type PublicationEffect = 'begin' | 'schedule' | 'cancel' | 'set-end' | 'end' | 'none';

export interface TransitionRow {
  readonly name: string;
  readonly from: readonly ReviewState[];
  /** The next state: one for all, or one by the state before. A state that is not listed stays. */
  readonly to: ReviewState | Partial<Record<ReviewState, ReviewState>>;
  readonly who: Who;
  /** The revision that the row is about: the working copy where absent, the scheduled one, or another one that the actor names. */
  readonly revision?: 'scheduled' | 'other';
  readonly if?: Condition;
  /** What the actor has to give. */
  readonly needs?: 'note';
  readonly publication: PublicationEffect;
}

const ANY = REVIEW_STATES;
const NOT_ARCHIVED = REVIEW_STATES.filter((state) => state !== 'ARCHIVED');

const TRANSITION_TABLE = [
  { name: 'EDIT', from: ['DRAFT', 'CHANGES_REQUESTED'], to: {}, who: 'OWNER', publication: 'none' },
  { name: 'EDIT', from: ['IN_REVIEW'], to: {}, who: 'EDITOR', publication: 'none' },
  {
    name: 'EDIT',
    from: ['APPROVED', 'SCHEDULED', 'PUBLISHED', 'UNPUBLISHED'],
    to: 'DRAFT',
    who: 'OWNER',
    publication: 'none',
  },
  {
    name: 'SUBMIT',
    from: ['DRAFT', 'CHANGES_REQUESTED'],
    to: 'IN_REVIEW',
    who: 'OWNER',
    if: 'COMPLETE',
    publication: 'none',
  },
  { name: 'WITHDRAW', from: ['IN_REVIEW'], to: 'DRAFT', who: 'OWNER', publication: 'none' },
  {
    name: 'REQUEST_CHANGES',
    from: ['IN_REVIEW'],
    to: 'CHANGES_REQUESTED',
    who: 'EDITOR',
    needs: 'note',
    publication: 'none',
  },
  {
    name: 'APPROVE',
    from: ['IN_REVIEW'],
    to: 'APPROVED',
    who: 'EDITOR',
    if: 'FOUR_EYES',
    publication: 'none',
  },
  {
    name: 'PUBLISH',
    from: ['APPROVED', 'SCHEDULED', 'UNPUBLISHED'],
    to: 'PUBLISHED',
    who: 'EDITOR',
    publication: 'begin',
  },
  {
    name: 'PUBLISH',
    from: NOT_ARCHIVED,
    to: { PUBLISHED: 'UNPUBLISHED', SCHEDULED: 'APPROVED' },
    who: 'EDITOR',
    revision: 'other',
    if: 'APPROVED',
    publication: 'begin',
  },
  {
    name: 'SCHEDULE',
    from: ['APPROVED', 'SCHEDULED', 'UNPUBLISHED'],
    to: 'SCHEDULED',
    who: 'EDITOR',
    publication: 'schedule',
  },
  {
    name: 'SCHEDULE',
    from: ['DRAFT', 'IN_REVIEW', 'CHANGES_REQUESTED', 'PUBLISHED'],
    to: {},
    who: 'EDITOR',
    revision: 'scheduled',
    if: 'SCHEDULED',
    publication: 'schedule',
  },
  {
    name: 'SCHEDULE',
    from: NOT_ARCHIVED,
    to: { SCHEDULED: 'APPROVED' },
    who: 'EDITOR',
    revision: 'other',
    if: 'APPROVED',
    publication: 'schedule',
  },
  {
    name: 'UNSCHEDULE',
    from: NOT_ARCHIVED,
    to: { SCHEDULED: 'APPROVED' },
    who: 'EDITOR',
    if: 'SCHEDULED',
    publication: 'cancel',
  },
  { name: 'SET_END', from: NOT_ARCHIVED, to: {}, who: 'EDITOR', if: 'LIVE', publication: 'set-end' },
  {
    name: 'UNPUBLISH',
    from: NOT_ARCHIVED,
    to: { PUBLISHED: 'UNPUBLISHED' },
    who: 'EDITOR',
    if: 'LIVE',
    publication: 'end',
  },
  {
    name: 'ARCHIVE',
    from: ['DRAFT', 'CHANGES_REQUESTED', 'APPROVED', 'UNPUBLISHED'],
    to: 'ARCHIVED',
    who: 'OWNER_UNTIL_LIVE',
    if: 'NOT_LIVE_OR_SCHEDULED',
    publication: 'none',
  },
  {
    name: 'DISCARD',
    from: ['DRAFT', 'CHANGES_REQUESTED'],
    to: 'PUBLISHED',
    who: 'OWNER',
    if: 'LIVE',
    publication: 'none',
  },
  { name: 'REOPEN', from: ['ARCHIVED'], to: 'DRAFT', who: 'EDITOR', publication: 'none' },
  // A period begins and ends by itself, so the clock's transitions have no effect on the publications.
  // Where SCHEDULED, the working copy goes live; where PUBLISHED, another revision replaces the working copy.
  {
    name: 'GO_LIVE',
    from: ANY,
    to: { SCHEDULED: 'PUBLISHED', PUBLISHED: 'UNPUBLISHED' },
    who: 'TIME',
    publication: 'none',
  },
  { name: 'EXPIRE', from: ANY, to: { PUBLISHED: 'UNPUBLISHED' }, who: 'TIME', publication: 'none' },
] as const satisfies readonly TransitionRow[];

type NamedRow = (typeof TRANSITION_TABLE)[number];
/** Transitions that the clock makes: GO_LIVE and EXPIRE. */
export type TimedTransition = Extract<NamedRow, { who: 'TIME' }>['name'];
/** Transitions that a user makes. */
export type TransitionName = Exclude<NamedRow['name'], TimedTransition>;

/** Every TransitionName, in the order of the table. */
export const TRANSITIONS: readonly TransitionName[] = [
  ...new Set(TRANSITION_TABLE.flatMap((row) => (row.who === 'TIME' ? [] : [row.name]))),
];

/** The facts that decide on a transition: of one article, at one instant, for one actor. */
export interface ArticleFacts {
  readonly state: ReviewState;
  readonly isLive: boolean;
  readonly isScheduled: boolean;
  readonly wasEverLive: boolean;
  /** Names of the fields that SUBMIT needs and the working copy lacks. */
  readonly missing: readonly string[];
  readonly role: Role;
  readonly isOwner: boolean;
  /**
   * The number of the latest revision that the actor wrote since the one last published; null where there is none, and where
   * the four-eyes rule is off or overridden.
   */
  readonly writtenNumber: number | null;
  /** The revision that PUBLISH or SCHEDULE is about, where that is not the working copy. */
  readonly otherRevision?: { readonly isApproved: boolean; readonly isLive: boolean };
}

const ROWS: readonly TransitionRow[] = TRANSITION_TABLE;

/** The rows of a transition, in the table's order. */
export const rowsOf = (name: TransitionName): readonly TransitionRow[] =>
  ROWS.filter((row) => row.name === name);

/** The row that applies; undefined where none does in that state. */
export function rowFor(
  name: TransitionName | TimedTransition,
  { state, otherRevision }: Pick<ArticleFacts, 'state' | 'otherRevision'>,
): TransitionRow | undefined {
  return ROWS.find(
    ({ name: rowName, from, revision }) =>
      rowName === name && from.includes(state) && (revision === 'other') === (otherRevision !== undefined),
  );
}

export const needsNote = (name: TransitionName): boolean =>
  ROWS.some((row) => row.name === name && row.needs === 'note');

export const effectOf = (
  name: TransitionName,
  facts: Pick<ArticleFacts, 'state' | 'otherRevision'>,
): PublicationEffect => rowFor(name, facts)?.publication ?? 'none';

/** The state after a transition that `blockersOf` allows. */
export function stateAfter(
  name: TransitionName | TimedTransition,
  facts: Pick<ArticleFacts, 'state' | 'otherRevision'>,
): ReviewState {
  const { state } = facts;
  const to = rowFor(name, facts)?.to ?? {};
  return typeof to === 'string' ? to : (to[state] ?? state);
}
