// THE table: who may move an article from which state to which, and on what condition. Every decision and every answer
// about what is allowed comes from `blockersOf`. What a transition does to publications is in publication.ts.

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

interface Row {
  readonly name: string;
  readonly from: readonly ReviewState[];
  /** One state for all, or what becomes of some; a state that is not named stays. */
  readonly to: ReviewState | Partial<Record<ReviewState, ReviewState>>;
  readonly who: Who;
  readonly if?: Condition;
}

const EITHER = new Intl.ListFormat('en-GB', { type: 'disjunction' });
const ANY = REVIEW_STATES;
const NOT_ARCHIVED = REVIEW_STATES.filter((state) => state !== 'ARCHIVED');

const TABLE = [
  { name: 'EDIT', from: ['DRAFT', 'CHANGES_REQUESTED'], to: {}, who: 'OWNER' },
  { name: 'EDIT', from: ['IN_REVIEW'], to: {}, who: 'EDITOR' },
  { name: 'EDIT', from: ['APPROVED', 'SCHEDULED', 'PUBLISHED', 'UNPUBLISHED'], to: 'DRAFT', who: 'OWNER' },
  { name: 'SUBMIT', from: ['DRAFT', 'CHANGES_REQUESTED'], to: 'IN_REVIEW', who: 'OWNER', if: 'COMPLETE' },
  { name: 'WITHDRAW', from: ['IN_REVIEW'], to: 'DRAFT', who: 'OWNER' },
  { name: 'REQUEST_CHANGES', from: ['IN_REVIEW'], to: 'CHANGES_REQUESTED', who: 'EDITOR' },
  { name: 'APPROVE', from: ['IN_REVIEW'], to: 'APPROVED', who: 'EDITOR', if: 'FOUR_EYES' },
  { name: 'PUBLISH', from: ['APPROVED', 'SCHEDULED', 'UNPUBLISHED'], to: 'PUBLISHED', who: 'EDITOR' },
  { name: 'SCHEDULE', from: ['APPROVED', 'SCHEDULED', 'UNPUBLISHED'], to: 'SCHEDULED', who: 'EDITOR' },
  { name: 'UNSCHEDULE', from: NOT_ARCHIVED, to: { SCHEDULED: 'APPROVED' }, who: 'EDITOR', if: 'SCHEDULED' },
  { name: 'UNPUBLISH', from: NOT_ARCHIVED, to: { PUBLISHED: 'UNPUBLISHED' }, who: 'EDITOR', if: 'LIVE' },
  {
    name: 'ARCHIVE',
    from: ['DRAFT', 'CHANGES_REQUESTED', 'APPROVED', 'UNPUBLISHED'],
    to: 'ARCHIVED',
    who: 'OWNER_UNTIL_LIVE',
    if: 'NOTHING_OUT',
  },
  { name: 'REOPEN', from: ['ARCHIVED'], to: 'DRAFT', who: 'EDITOR' },
  { name: 'GO_LIVE', from: ANY, to: { SCHEDULED: 'PUBLISHED' }, who: 'TIME' },
  { name: 'EXPIRE', from: ANY, to: { PUBLISHED: 'UNPUBLISHED' }, who: 'TIME' },
] as const satisfies readonly Row[];

/** What happens to an article by itself. */
export type TimedTransition = 'GO_LIVE' | 'EXPIRE';
/** What a person can do to an article. */
export type TransitionName = Exclude<(typeof TABLE)[number]['name'], TimedTransition>;

export const TRANSITIONS = [...new Set(TABLE.map((row) => row.name))].filter(
  (name): name is TransitionName => name !== 'GO_LIVE' && name !== 'EXPIRE',
);

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

const rowFor = (name: TransitionName | TimedTransition, state: ReviewState): Row | undefined =>
  (TABLE as readonly Row[]).find((row) => row.name === name && row.from.includes(state));

const statesOf = (name: TransitionName): ReviewState[] =>
  (TABLE as readonly Row[]).filter((row) => row.name === name).flatMap((row) => row.from);

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
  const row = rowFor(name, facts.state) ?? (TABLE as readonly Row[]).find((any) => any.name === name);
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
