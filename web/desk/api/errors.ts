// The errors of requests to the desk API.

/** What is wrong with one field of an input; `path` begins at the argument: `['input', 'title']`. */
export interface FieldError {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export interface Blocker {
  readonly code: string;
  readonly message: string;
  readonly field?: string | null;
  readonly remedy?: string | null;
}

/** Which of these an error has depends on its code. */
export interface ErrorExtensions {
  readonly code: string;
  readonly fields?: readonly FieldError[];
  readonly blockedBy?: readonly Blocker[];
  /** Seconds. */
  readonly retryAfter?: number;
  readonly requestId?: string;
  /** From here on: of a CONFLICT over an article. */
  readonly currentVersion?: number;
  readonly currentState?: string;
  readonly workingRevisionId?: string;
  readonly changedBy?: { readonly id: string; readonly name: string } | null;
  readonly changedAt?: string;
}

export interface ResponseError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: ErrorExtensions;
}

/** The same request may succeed later. */
const TEMPORARY_CODES = new Set([
  'BUSY',
  'DATABASE_UNAVAILABLE',
  'RATE_LIMITED',
  'CHANGE_NOT_KNOWN',
  'INTERNAL_SERVER_ERROR',
]);

/** An error in the API's response. Its message is the API's, written for people. */
export class ApiError extends Error {
  readonly code: string;
  readonly extensions: ErrorExtensions;

  constructor(first: ResponseError) {
    super(first.message);
    this.name = 'ApiError';
    this.extensions = { ...first.extensions, code: first.extensions?.code ?? 'INTERNAL_SERVER_ERROR' };
    this.code = this.extensions.code;
  }

  /** Whether the fault is the server's, so that the same request is worth another attempt. */
  get isTemporary(): boolean {
    return TEMPORARY_CODES.has(this.code);
  }

  /** The messages about one field of the input, joined. @param field its name in the input */
  about(field: string): string | undefined {
    const about = (this.extensions.fields ?? []).filter(({ path }) => path.includes(field));
    return about.map(({ message }) => message).join(' ') || undefined;
  }
}

/** No response of the API came: the network or the server is down, or something else responded. */
export class OfflineError extends Error {
  constructor(cause?: unknown) {
    super('The server could not be reached.', { cause });
    this.name = 'OfflineError';
  }
}
