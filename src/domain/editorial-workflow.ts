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
type Who = 'OWNER' | 'EDITOR' | 'OWNER_UNTIL_LIVE' | 'TIME';
type Condition = 'COMPLETE' | 'FOUR_EYES' | 'LIVE' | 'SCHEDULED' | 'NOTHING_OUT';

/**
 * What a transition does to the publications. `begin`: the working copy is live from now on. `schedule`: it is live from a
 * set time on. `cancel`: what is scheduled falls. `end`: what is live ends. `none`: they stay as they are.
 */
export type PublicationEffect = 'begin' | 'schedule' | 'cancel' | 'end' | 'none';

export interface TransitionRow {
  readonly name: string;
  readonly from: readonly ReviewState[];
  /** One state for all, or what becomes of some; a state that is not named stays. */
  readonly to: ReviewState | Partial<Record<ReviewState, ReviewState>>;
  readonly who: Who;
  readonly if?: Condition;
  /** What the person has to give; nothing, where absent. */
  readonly needs?: 'note';
  readonly publication: PublicationEffect;
}

const EITHER = new Intl.ListFormat('en-GB', { type: 'disjunction' });
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
    name: 'SCHEDULE',
    from: ['APPROVED', 'SCHEDULED', 'UNPUBLISHED'],
    to: 'SCHEDULED',
    who: 'EDITOR',
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
  { name: 'REOPEN', from: ['ARCHIVED'], to: 'DRAFT', who: 'EDITOR', publication: 'none' },
  // The periods themselves say what time does to them.
  { name: 'GO_LIVE', from: ANY, to: { SCHEDULED: 'PUBLISHED' }, who: 'TIME', publication: 'none' },
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
  /** What the working copy lacks for a review, a sentence each. */
  readonly missing: readonly string[];
  readonly role: Role;
  readonly isOwner: boolean;
  /** Made a revision since the one last published; always false where the four-eyes rule is off or overridden. */
  readonly hasWritten: boolean;
}

export type BlockerCode =
  | 'WRONG_STATE'
  | 'NOTHING_LIVE'
  | 'NOTHING_SCHEDULED'
  | 'ROLE_REQUIRED'
  | 'NOT_OWNER'
  | 'FOUR_EYES'
  | 'INCOMPLETE';

export interface Blocker {
  readonly code: BlockerCode;
  readonly message: string;
}

const ROWS: readonly TransitionRow[] = TABLE;

const rowFor = (name: TransitionName | TimedTransition, state: ReviewState): TransitionRow | undefined =>
  ROWS.find((row) => row.name === name && row.from.includes(state));

const statesOf = (name: TransitionName): ReviewState[] =>
  ROWS.filter((row) => row.name === name).flatMap((row) => row.from);

/** Whether the actor has to give a note. */
export const needsNote = (name: TransitionName): boolean =>
  ROWS.some((row) => row.name === name && row.needs === 'note');

/** What a transition from that state does to the publications. */
export const effectOf = (name: TransitionName | TimedTransition, state: ReviewState): PublicationEffect =>
  rowFor(name, state)?.publication ?? 'none';

/** The state after a transition that is allowed. */
export function stateAfter(name: TransitionName | TimedTransition, state: ReviewState): ReviewState {
  const to = rowFor(name, state)?.to ?? {};
  return typeof to === 'string' ? to : (to[state] ?? state);
}

/**
 * Why a transition is refused: all reasons, in the order of the checks (state, role and ownership, rule), so that the
 * first says which error it is. Empty where it is allowed.
 */
export function blockersOf(name: TransitionName, facts: ArticleFacts): Blocker[] {
  const row = rowFor(name, facts.state) ?? ROWS.find((any) => any.name === name);
  if (row === undefined) return [];
  const { state, isLive, isScheduled } = facts;
  const isEditor = facts.role !== 'WRITER';
  const isStranger = !isEditor && !facts.isOwner;
  const editorOnly = row.who === 'EDITOR' || (row.who === 'OWNER_UNTIL_LIVE' && facts.wasEverLive);
  const states = EITHER.format(statesOf(name));
  const blockers: [boolean, BlockerCode, string][] = [
    [!row.from.includes(state), 'WRONG_STATE', `${name} needs the state ${states}; the article is ${state}.`],
    [
      row.if === 'NOTHING_OUT' && (isLive || isScheduled),
      'WRONG_STATE',
      `The article is ${isLive ? 'live' : 'scheduled'}: unpublish or unschedule it first.`,
    ],
    [row.if === 'LIVE' && !isLive, 'NOTHING_LIVE', 'No revision of the article is live.'],
    [row.if === 'SCHEDULED' && !isScheduled, 'NOTHING_SCHEDULED', 'No revision of the article is scheduled.'],
    [editorOnly && !isEditor, 'ROLE_REQUIRED', `${name} needs the role EDITOR.`],
    [!editorOnly && isStranger, 'NOT_OWNER', `${name} needs an owner of the article, or an editor.`],
    [
      row.if === 'FOUR_EYES' && facts.hasWritten,
      'FOUR_EYES',
      'Nobody may approve what they wrote. An administrator may, by giving a reason in `override`.',
    ],
  ];
  const found = blockers.filter(([holds]) => holds).map(([, code, message]) => ({ code, message }));
  const missing = row.if === 'COMPLETE' ? facts.missing : [];
  return [...found, ...missing.map((message) => ({ code: 'INCOMPLETE' as const, message }))];
}

/** Whether the first reason is that of the state, not of the person: INVALID_TRANSITION rather than FORBIDDEN. */
export function isAboutState(blocker: Blocker): boolean {
  return ['WRONG_STATE', 'NOTHING_LIVE', 'NOTHING_SCHEDULED', 'INCOMPLETE'].includes(blocker.code);
}
