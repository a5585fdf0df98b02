// What an audit says of the history.

export type FindingKind =
  | 'EVENT_CHANGED'
  | 'EVENT_REMOVED'
  | 'EVENT_ADDED'
  | 'EVENT_MOVED'
  | 'REVISION_CHANGED'
  | 'REVISION_REMOVED'
  | 'REVISION_ADDED'
  | 'HEAD_CHANGED'
  | 'HEAD_REMOVED'
  | 'HISTORY_REMOVED'
  | 'ARTICLE_REMOVED'
  | 'PUT_BACK'
  | 'MARK_CHANGED'
  | 'KEY_UNKNOWN';

export interface Finding {
  readonly kind: FindingKind;
  /** Absent where it is of the whole database. */
  readonly articleId?: string;
  /** Of an event or a revision. */
  readonly id?: string;
  /** A sentence for people. */
  readonly message: string;
}

/** One line for each. */
export const lineOf = ({ kind, articleId = '-', id = '-', message }: Finding): string =>
  [kind.padEnd(16), articleId, id, message].join('  ');
