// Why a transition is refused: a code for programs, and sentences for people that give the reason and the remedy.
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
  /** The path of the field that it is about, as inputs name it. */
  readonly field: string | null;
  /** What would have to happen, and who could do it. */
  readonly remedy: string | null;
}

/** For sentences such as "Only {subject} can be {participle}". */
const PHRASES: Readonly<Record<TransitionName, readonly [subject: string, participle: string]>> = {
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

const STATE_PHRASES: Readonly<Record<ReviewState, string>> = {
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

/** What brings an article from its state to one from which the transition can be made; null where nothing does. */
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

const ARCHIVE_BLOCKERS = {
  live: ['The text is live, and what is live cannot be archived.', 'Ask an editor to take it down first.'],
  scheduled: [
    'The text is scheduled, and what is scheduled cannot be archived.',
    'Ask an editor to unschedule it first.',
  ],
} as const;

/** A possible reason. It becomes a blocker where it `holds`. */
type Reason = readonly [holds: boolean, code: BlockerCode, message: string, remedy: string | null];

/** Reasons that lie in the article's state, in the order in which they are reported. */
function stateReasons(name: TransitionName, row: TransitionRow, facts: ArticleFacts): Reason[] {
  const { state, isLive, isScheduled, otherRevision } = facts;
  const [subject, participle] = PHRASES[name];
  const lacksRevision = row.revision === 'scheduled' && !isScheduled;
  const sentence = `Only ${subject} can be ${participle}; this one is ${STATE_PHRASES[state]}.`;
  return [
    [!row.from.includes(state) || lacksRevision, 'WRONG_STATE', sentence, remedyOf(name, state)],
    [
      row.if === 'NOT_LIVE_OR_SCHEDULED' && (isLive || isScheduled),
      'WRONG_STATE',
      ...ARCHIVE_BLOCKERS[isLive ? 'live' : 'scheduled'],
    ],
    [
      name === 'PUBLISH' && otherRevision?.isLive === true,
      'WRONG_STATE',
      'This revision is what readers see already.',
      'To change when it comes down, set its end.',
    ],
    [
      otherRevision?.isApproved === false,
      'NOT_APPROVED',
      `Only an approved revision can be ${participle}; nobody approved this one.`,
      'Restore it, and have it reviewed.',
    ],
    [
      row.if === 'LIVE' && !isLive,
      'NOTHING_LIVE',
      'Nothing of this text is live.',
      'It has to be published before.',
    ],
    [
      row.if === 'SCHEDULED' && row.revision === undefined && !isScheduled,
      'NOTHING_SCHEDULED',
      'Nothing of this text is scheduled.',
      null,
    ],
  ];
}

/** Reasons that lie in the actor: role, ownership, and the four-eyes rule. */
function actorReasons(name: TransitionName, row: TransitionRow, facts: ArticleFacts): Reason[] {
  const isEditor = facts.role !== 'WRITER';
  const needsEditor = row.who === 'EDITOR' || (row.who === 'OWNER_UNTIL_LIVE' && facts.wasEverLive);
  const [, participle] = PHRASES[name];
  const { writtenNumber } = facts;
  return [
    [
      needsEditor && !isEditor,
      'ROLE_REQUIRED',
      `The text can be ${participle} by an editor only.`,
      'Ask an editor.',
    ],
    [
      !needsEditor && !isEditor && !facts.isOwner,
      'NOT_OWNER',
      `The text can be ${participle} by its owners and by editors only.`,
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

/** Blockers of SUBMIT, by the name of the field that is missing. */
const INCOMPLETE_BLOCKERS = new Map(
  (ARTICLE_FIELDS as readonly ArticleField[]).flatMap(({ name, path, submitBlocker }) =>
    submitBlocker === undefined
      ? []
      : [[name, { code: 'INCOMPLETE' as const, ...submitBlocker, field: path.join('.') }] as const],
  ),
);

/**
 * Every reason why a transition is refused; empty where it is allowed. The order is that of the checks (state, role and
 * ownership, rule), so the first blocker decides which error is thrown.
 */
export function blockersOf(name: TransitionName, facts: ArticleFacts): Blocker[] {
  const row = rowFor(name, facts) ?? rowsOf(name)[0];
  if (row === undefined) throw new Error(`The transition table has no ${name}`);
  const reasons = [...stateReasons(name, row, facts), ...actorReasons(name, row, facts)];
  const blockers: Blocker[] = reasons
    .filter(([holds]) => holds)
    .map(([, code, message, remedy]) => ({ code, message, remedy, field: null }));
  const missing = row.if === 'COMPLETE' ? facts.missing : [];
  return [...blockers, ...missing.flatMap((field) => INCOMPLETE_BLOCKERS.get(field) ?? [])];
}

/** Whether a blocker lies in the state (INVALID_TRANSITION) rather than in the actor (FORBIDDEN). */
export function isAboutState({ code }: Blocker): boolean {
  return ['WRONG_STATE', 'NOTHING_LIVE', 'NOTHING_SCHEDULED', 'NOT_APPROVED', 'INCOMPLETE'].includes(code);
}
