// The table of transitions: who may move an article from which state to which, on what condition, and what that does to
// its publications. Every transition and every answer about what is allowed comes from here. What an effect does to the
// periods of publications is in publication.ts.

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
export type Condition = 'COMPLETE' | 'FOUR_EYES' | 'LIVE' | 'SCHEDULED' | 'NOTHING_OUT' | 'APPROVED';

/**
 * Which revision a row is about: the working copy, where the row does not say; `scheduled`, the one that is scheduled;
 * `another`, an approved one that the actor names and that is not the working copy.
 */
export type Subject = 'working' | 'scheduled' | 'another';

/**
 * What a transition does to the publications. `begin`: the revision is live from now on. `schedule`: it is live from a set
 * time on. `cancel`: what is scheduled falls. `set-end`: what is live ends at another time. `end`: what is live ends now.
 * `none`: they stay as they are.
 */
export type PublicationEffect = 'begin' | 'schedule' | 'cancel' | 'set-end' | 'end' | 'none';

export interface TransitionRow {
  readonly name: string;
  readonly from: readonly ReviewState[];
  /** One state for all, or what becomes of some; a state that is not named stays. */
  readonly to: ReviewState | Partial<Record<ReviewState, ReviewState>>;
  readonly who: Who;
  readonly of?: Subject;
  readonly if?: Condition;
  /** What the person has to give; nothing, where absent. */
  readonly needs?: 'note';
  readonly publication: PublicationEffect;
}

const ANY = REVIEW_STATES;
const NOT_ARCHIVED = REVIEW_STATES.filter((state) => state !== 'ARCHIVED');

const TABLE = [
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
    of: 'another',
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
    of: 'scheduled',
    if: 'SCHEDULED',
    publication: 'schedule',
  },
  {
    name: 'SCHEDULE',
    from: NOT_ARCHIVED,
    to: { SCHEDULED: 'APPROVED' },
    who: 'EDITOR',
    of: 'another',
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
    if: 'NOTHING_OUT',
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
  // The periods themselves say what time does to them.
  // Where SCHEDULED, it is the working copy that goes live; where PUBLISHED, another revision, in the working copy's place.
  {
    name: 'GO_LIVE',
    from: ANY,
    to: { SCHEDULED: 'PUBLISHED', PUBLISHED: 'UNPUBLISHED' },
    who: 'TIME',
    publication: 'none',
  },
  { name: 'EXPIRE', from: ANY, to: { PUBLISHED: 'UNPUBLISHED' }, who: 'TIME', publication: 'none' },
] as const satisfies readonly TransitionRow[];

type NamedRow = (typeof TABLE)[number];
/** What happens to an article by itself. */
export type TimedTransition = Extract<NamedRow, { who: 'TIME' }>['name'];
/** What a person can do to an article. */
export type TransitionName = Exclude<NamedRow['name'], TimedTransition>;

/** Those that a person can make, in the order of the table. */
export const TRANSITIONS: readonly TransitionName[] = [
  ...new Set(TABLE.flatMap((row) => (row.who === 'TIME' ? [] : [row.name]))),
];

/** What the table asks about an article, as it stands at one instant and for one person. */
export interface ArticleFacts {
  readonly state: ReviewState;
  readonly isLive: boolean;
  readonly isScheduled: boolean;
  readonly wasEverLive: boolean;
  /** The fields that the working copy lacks for a review. */
  readonly missing: readonly string[];
  readonly role: Role;
  readonly isOwner: boolean;
  /**
   * The number of the latest revision that the person made since the one last published; null where there is none, and where
   * the four-eyes rule is off or overridden.
   */
  readonly writtenNumber: number | null;
  /** The revision that PUBLISH or SCHEDULE is about, where that is not the working copy. */
  readonly another?: { readonly isApproved: boolean; readonly isLive: boolean };
}

const ROWS: readonly TransitionRow[] = TABLE;

/** The rows of a transition, in the table's order. */
export const rowsOf = (name: TransitionName): readonly TransitionRow[] =>
  ROWS.filter((row) => row.name === name);

/** The row that decides; undefined where the state allows none. */
export function rowFor(
  name: TransitionName | TimedTransition,
  { state, another }: Pick<ArticleFacts, 'state' | 'another'>,
): TransitionRow | undefined {
  const isAbout = ({ of = 'working' }: TransitionRow) => (of === 'another') === (another !== undefined);
  return ROWS.find((row) => row.name === name && row.from.includes(state) && isAbout(row));
}

/** Whether the actor has to give a note. */
export const needsNote = (name: TransitionName): boolean =>
  ROWS.some((row) => row.name === name && row.needs === 'note');

/** What a transition does to the publications. */
export const effectOf = (
  name: TransitionName,
  facts: Pick<ArticleFacts, 'state' | 'another'>,
): PublicationEffect => rowFor(name, facts)?.publication ?? 'none';

/** The state after a transition that is allowed. */
export function stateAfter(
  name: TransitionName | TimedTransition,
  facts: Pick<ArticleFacts, 'state' | 'another'>,
): ReviewState {
  const { state } = facts;
  const to = rowFor(name, facts)?.to ?? {};
  return typeof to === 'string' ? to : (to[state] ?? state);
}
