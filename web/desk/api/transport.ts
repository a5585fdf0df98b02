// One request to the desk API: the document as a string, no GraphQL library.
import { ApiError, OfflineError, type ResponseError } from './errors.js';

const ENDPOINT = '/graphql/desk';
/** A server that has not answered by then counts as unreachable. */
const TIMEOUT_MS = 30_000;

/** A document with the types of its result and variables, as `npm run generate` writes them. */
export interface Document<TResult, TVariables> {
  toString(): string;
  __apiType?: (variables: TVariables) => TResult;
}

export interface Answer<TResult> {
  readonly data: TResult | null;
  readonly errors: readonly ResponseError[];
}

export interface SendOptions {
  readonly accessToken?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Goes on after the page is closed. For small requests only. */
  readonly keepalive?: boolean;
}

/** @throws OfflineError where no answer of the API came */
export async function send<TResult, TVariables>(
  document: Document<TResult, TVariables>,
  variables: TVariables,
  { accessToken, signal, keepalive = false }: SendOptions = {},
): Promise<Answer<TResult>> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await fetch(ENDPOINT, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Accept: 'application/graphql-response+json, application/json',
        // Proves that no other page made this request: the cookie counts only beside it.
        'X-Copydesk-Client': 'desk',
        ...(accessToken !== undefined && { Authorization: `Bearer ${accessToken}` }),
      },
      body: JSON.stringify({ query: document.toString(), variables }),
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      keepalive,
    });
    const body = (await response.json()) as { data?: TResult | null; errors?: readonly ResponseError[] };
    if (body.data === undefined && body.errors === undefined)
      throw new TypeError('Not an answer of the API.');
    return { data: body.data ?? null, errors: body.errors ?? [] };
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new OfflineError(error);
  }
}

/** @throws ApiError for the first error of an answer that has one */
export function dataOf<TResult>({ data, errors }: Answer<TResult>): TResult {
  const [first] = errors;
  if (first !== undefined) throw new ApiError(first);
  if (data === null) throw new OfflineError();
  return data;
}
