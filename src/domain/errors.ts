// Every error that the APIs return: its code, its message and its extensions. Anything else that is thrown is our fault
// and becomes INTERNAL_SERVER_ERROR in graphql/format-error.ts, the one place that serialises errors.
import type { Blocker } from './blockers.js';
import type { ReviewState } from './editorial-workflow.js';

const MESSAGES = {
  UNAUTHENTICATED: 'Sign in first: the token is missing, has expired, was revoked, or is not ours.',
  FORBIDDEN: 'You may not do this.',
  NOT_FOUND: 'It does not exist, or is not yours to see.',
  BAD_USER_INPUT: 'The input is not acceptable.',
  CONFLICT: 'This was changed or taken in the meantime.',
  INVALID_TRANSITION: 'The state of the article does not allow it.',
  RATE_LIMITED: 'Too many attempts. Try again later.',
  PAYLOAD_TOO_LARGE: 'The request is larger than we accept.',
  QUERY_TOO_COMPLEX: 'The query asks for too much at once: ask for shorter pages, or for less inside them.',
  PERSISTED_QUERY_NOT_FOUND: 'PersistedQueryNotFound',
  DOCUMENT_NOT_TRUSTED: 'Only trusted documents are answered here, and this is not one of them.',
  BUSY: 'Somebody else is changing the same just now. Try again in a moment.',
  DATABASE_UNAVAILABLE: 'The database cannot be used just now. Try again in a moment.',
  CHANGE_NOT_KNOWN: 'This server does not know of that change yet. Try again.',
  INTERNAL_SERVER_ERROR: 'Something went wrong on our side.',
} as const;

export type ErrorCode = keyof typeof MESSAGES;

/** One fault of an input. `path` begins at the argument: `['input', 'title']`. */
export interface FieldError {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Thrown anywhere below the resolvers; `extensions` reach the client as they are, beside the code. */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly extensions: Readonly<Record<string, unknown>> = {},
    message: string = MESSAGES[code],
  ) {
    super(message);
    this.name = 'DomainError';
  }
}

export const unauthenticated = (message?: string) => new DomainError('UNAUTHENTICATED', {}, message);

export const forbidden = (blockedBy: readonly Blocker[]) =>
  new DomainError('FORBIDDEN', { blockedBy }, blockedBy[0]?.message);

/** @param fields the ids that name nothing, where the input has several ids */
export const notFound = (fields?: readonly FieldError[]) =>
  new DomainError('NOT_FOUND', fields === undefined ? {} : { fields });

export const badUserInput = (fields: readonly FieldError[]) =>
  new DomainError(
    'BAD_USER_INPUT',
    { fields },
    [...new Set(fields.map(({ message }) => message))].join(' ') || undefined,
  );

/** @param extensions `fields` for a name or slug that is in use; ConflictDetails for a version that is out of date */
export const conflict = (message?: string, extensions: Readonly<Record<string, unknown>> = {}) =>
  new DomainError('CONFLICT', extensions, message);

/** A value that has to be unique, and that another row has. */
export const taken = (path: FieldError['path'], message: string) =>
  new DomainError('CONFLICT', { fields: [{ path, message }] }, message);

export const invalidTransition = (from: ReviewState, blockedBy: readonly Blocker[]) =>
  new DomainError('INVALID_TRANSITION', { from, blockedBy }, blockedBy[0]?.message);

/** @param retryAfter seconds */
export const rateLimited = (retryAfter: number) =>
  new DomainError('RATE_LIMITED', { retryAfter }, `Too many attempts. Try again in ${retryAfter} s.`);

const BUSY_RETRY_AFTER_SECONDS = 1;
const DATABASE_RETRY_AFTER_SECONDS = 2;

/** Another change of the same article took longer than this request may wait. Nothing was changed. */
export const busy = () => new DomainError('BUSY', { retryAfter: BUSY_RETRY_AFTER_SECONDS });

export const databaseUnavailable = () =>
  new DomainError('DATABASE_UNAVAILABLE', { retryAfter: DATABASE_RETRY_AFTER_SECONDS });

/** @param retryAfter seconds */
export const changeNotKnown = (retryAfter: number) => new DomainError('CHANGE_NOT_KNOWN', { retryAfter });

/** Its message is Apollo's, by which some clients recognise the error. */
export const persistedQueryNotFound = () => new DomainError('PERSISTED_QUERY_NOT_FOUND');

export const documentNotTrusted = () => new DomainError('DOCUMENT_NOT_TRUSTED');

/** @param limit bytes */
export const payloadTooLarge = (limit: number) =>
  new DomainError('PAYLOAD_TOO_LARGE', { limit }, `The request may have ${limit} bytes at most.`);

export const queryTooComplex = (limit: number) => new DomainError('QUERY_TOO_COMPLEX', { limit });

/** @param what what is counted: selections, aliases */
export const documentTooLarge = (limit: number, what: string) =>
  new DomainError('QUERY_TOO_COMPLEX', { limit }, `A document may have ${limit} ${what} at most.`);

/** @param requestId finds the log line with the error's stack */
export const internalError = (requestId: string) => new DomainError('INTERNAL_SERVER_ERROR', { requestId });
