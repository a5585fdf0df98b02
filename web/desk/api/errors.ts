// What goes wrong between a screen and the desk API.

/** One fault of an input; `path` begins at the argument: `['input', 'title']`. */
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

/** What an error of the API carries beside its code; which of them, the code decides. */
export interface ErrorExtensions {
  readonly code: string;
  readonly fields?: readonly FieldError[];
  readonly blockedBy?: readonly Blocker[];
  /** Seconds. */
  readonly retryAfter?: number;
  readonly requestId?: string;
  /** CONFLICT over an article. */
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

/** Codes of what the same request may get past, later. */
const TEMPORARY = new Set([
  'BUSY',
  'DATABASE_UNAVAILABLE',
  'RATE_LIMITED',
  'CHANGE_NOT_KNOWN',
  'INTERNAL_SERVER_ERROR',
]);

/** The API answered, and refused. Its message is the API's, for people. */
export class ApiError extends Error {
  readonly code: string;
  readonly extensions: ErrorExtensions;

  constructor(first: ResponseError) {
    super(first.message);
    this.name = 'ApiError';
    this.extensions = { ...first.extensions, code: first.extensions?.code ?? 'INTERNAL_SERVER_ERROR' };
    this.code = this.extensions.code;
  }

  /** Whether it says nothing of the request, which is worth another try. */
  get isTemporary(): boolean {
    return TEMPORARY.has(this.code);
  }

  /** The sentences about one field of the input, by the name that the input has for it. */
  about(field: string): string | undefined {
    const sentences = (this.extensions.fields ?? []).filter(({ path }) => path.includes(field));
    return sentences.map(({ message }) => message).join(' ') || undefined;
  }
}

/** No answer came: the network or the server is down, or what answered is not the API. */
export class OfflineError extends Error {
  constructor(cause?: unknown) {
    super('The server could not be reached.', { cause });
    this.name = 'OfflineError';
  }
}
