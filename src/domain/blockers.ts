// Why a transition is refused, for programs and in sentences for people: what is so, and what would have to happen.
import { ARTICLE_FIELDS, type ArticleField } from './article-fields.js';
import {
  rowFor,
  rowsOf,
  type ArticleFacts,
  type ReviewState,
  type TransitionName,
  type TransitionRow,
} from './editorial-workflow.js';

export type BlockerCode =
  | 'WRONG_STATE'
  | 'NOTHING_LIVE'
  | 'NOTHING_SCHEDULED'
  | 'NOT_APPROVED'
  | 'ROLE_REQUIRED'
  | 'NOT_OWNER'
  | 'FOUR_EYES'
  | 'INCOMPLETE';

export interface Blocker {
  readonly code: BlockerCode;
  readonly message: string;
  /** The field that it is about, as inputs name it. */
  readonly field: string | null;
  /** What would have to happen, and who could do it. */
  readonly remedy: string | null;
}

/** The subject that a transition needs, and what it does to it. */
const SENTENCES: Readonly<Record<TransitionName, readonly [only: string, done: string]>> = {
  EDIT: ['a text that is not archived', 'edited'],
  SUBMIT: ['a draft', 'submitted for review'],
  WITHDRAW: ['a text in review', 'withdrawn from it'],
  REQUEST_CHANGES: ['a text in review', 'sent back for changes'],
  APPROVE: ['a text in review', 'approved'],
  PUBLISH: ['an approved text', 'published'],
  SCHEDULE: ['an approved text', 'scheduled'],
  UNSCHEDULE: ['a text that is not archived', 'unscheduled'],
  SET_END: ['a text that is not archived', 'given another end'],
  UNPUBLISH: ['a text that is not archived', 'taken down'],
  ARCHIVE: ['a text that is not in review, live or scheduled', 'archived'],
  DISCARD: ['a draft', 'discarded'],
  REOPEN: ['an archived text', 'reopened'],
};

const STATES: Readonly<Record<ReviewState, string>> = {
  DRAFT: 'a draft',
  IN_REVIEW: 'in review',
  CHANGES_REQUESTED: 'back with its writer for changes',
  APPROVED: 'approved',
  SCHEDULED: 'scheduled',
  PUBLISHED: 'published',
  UNPUBLISHED: 'taken down',
  ARCHIVED: 'archived',
};

const SUBMIT_FIRST = 'Submit it for review, and ask an editor to approve it.';

/** How an article comes from its state to one from which the transition can be made. */
function remedyOf(name: TransitionName, state: ReviewState): string | null {
  if (state === 'ARCHIVED') return 'Ask an editor to reopen it.';
  switch (name) {
    case 'PUBLISH':
    case 'SCHEDULE':
      if (state === 'IN_REVIEW') return 'Ask an editor to approve it.';
      return state === 'PUBLISHED' ? 'Edit it first; what is new can then be reviewed.' : SUBMIT_FIRST;
    case 'WITHDRAW':
    case 'REQUEST_CHANGES':
    case 'APPROVE':
      return state === 'DRAFT' || state === 'CHANGES_REQUESTED'
        ? 'Submit it for review first.'
        : 'Edit it first.';
    case 'ARCHIVE':
      if (state === 'IN_REVIEW') return 'Withdraw it from review first.';
      return state === 'SCHEDULED'
        ? 'Ask an editor to unschedule it first.'
        : 'Ask an editor to take it down first.';
    case 'SUBMIT':
      return state === 'IN_REVIEW' ? null : 'Edit it first.';
    case 'DISCARD':
      return state === 'IN_REVIEW' ? 'Withdraw it from review first.' : null;
    default:
      return null;
  }
}

const OUT = {
  live: ['The text is live, and what is live cannot be archived.', 'Ask an editor to take it down first.'],
  scheduled: [
    'The text is scheduled, and what is scheduled cannot be archived.',
    'Ask an editor to unschedule it first.',
  ],
} as const;

/** A reason that may hold: whether it does, and what it says. */
type Reason = readonly [holds: boolean, code: BlockerCode, message: string, remedy: string | null];

/** Reasons of the article's state, in the order in which they are told. */
function reasonsOfState(name: TransitionName, row: TransitionRow, facts: ArticleFacts): Reason[] {
  const { state, isLive, isScheduled, another } = facts;
  const [only, done] = SENTENCES[name];
  const isMovable = row.of !== 'scheduled' || isScheduled;
  const sentence = `${capitalised(`only ${only}`)} can be ${done}; this one is ${STATES[state]}.`;
  const out = OUT[isLive ? 'live' : 'scheduled'];
  return [
    [!row.from.includes(state) || !isMovable, 'WRONG_STATE', sentence, remedyOf(name, state)],
    [row.if === 'NOTHING_OUT' && (isLive || isScheduled), 'WRONG_STATE', ...out],
    [
      name === 'PUBLISH' && another?.isLive === true,
      'WRONG_STATE',
      'This revision is what readers see already.',
      'To change when it comes down, set its end.',
    ],
    [
      another?.isApproved === false,
      'NOT_APPROVED',
      `Only an approved revision can be ${done}; nobody approved this one.`,
      'Restore it, and have it reviewed.',
    ],
    [
      row.if === 'LIVE' && !isLive,
      'NOTHING_LIVE',
      'Nothing of this text is live.',
      'It has to be published before.',
    ],
    [
      row.if === 'SCHEDULED' && row.of === undefined && !isScheduled,
      'NOTHING_SCHEDULED',
      'Nothing of this text is scheduled.',
      null,
    ],
  ];
}

/** Reasons of the person: role, ownership, and the four-eyes rule. */
function reasonsOfPerson(name: TransitionName, row: TransitionRow, facts: ArticleFacts): Reason[] {
  const isEditor = facts.role !== 'WRITER';
  const editorOnly = row.who === 'EDITOR' || (row.who === 'OWNER_UNTIL_LIVE' && facts.wasEverLive);
  const [, done] = SENTENCES[name];
  const { writtenNumber } = facts;
  return [
    [
      editorOnly && !isEditor,
      'ROLE_REQUIRED',
      `The text can be ${done} by an editor only.`,
      'Ask an editor.',
    ],
    [
      !editorOnly && !isEditor && !facts.isOwner,
      'NOT_OWNER',
      `The text can be ${done} by its owners and by editors only.`,
      'Ask an editor to make you an owner.',
    ],
    [
      row.if === 'FOUR_EYES' && writtenNumber !== null,
      'FOUR_EYES',
      `Nobody approves what they wrote, and you made revision ${writtenNumber}.`,
      'Ask another editor; an administrator may approve it all the same, and has to say why.',
    ],
  ];
}

const NEEDED = new Map(
  (ARTICLE_FIELDS as readonly ArticleField[]).flatMap(({ name, path, missing }) =>
    missing === undefined ? [] : [[name, { ...missing, field: path.join('.') }] as const],
  ),
);

/**
 * Why a transition is refused: all reasons, in the order of the checks (state, role and ownership, rule), so that the
 * first says which error it is. Empty where it is allowed.
 */
export function blockersOf(name: TransitionName, facts: ArticleFacts): Blocker[] {
  const row = rowFor(name, facts) ?? rowsOf(name)[0];
  if (row === undefined) return [];
  const reasons = [...reasonsOfState(name, row, facts), ...reasonsOfPerson(name, row, facts)];
  const found = reasons
    .filter(([holds]) => holds)
    .map(([, code, message, remedy]) => ({ code, message, remedy, field: null }));
  const missing = row.if === 'COMPLETE' ? facts.missing.map((field) => NEEDED.get(field)) : [];
  return [
    ...found,
    ...missing.flatMap((lack) => (lack === undefined ? [] : [{ code: 'INCOMPLETE' as const, ...lack }])),
  ];
}

/** Whether the first reason is that of the state, not of the person: INVALID_TRANSITION rather than FORBIDDEN. */
export function isAboutState({ code }: Blocker): boolean {
  return ['WRONG_STATE', 'NOTHING_LIVE', 'NOTHING_SCHEDULED', 'NOT_APPROVED', 'INCOMPLETE'].includes(code);
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
