// One request to the desk API: the document as a string, no GraphQL library.
import { ApiError, OfflineError, type ResponseError } from './errors.js';

/** Part of the desk API's contract, as its schema is. */
const DESK_API_PATH = '/graphql/desk';
/** A server that has not responded by then counts as unreachable. */
const TIMEOUT_MS = 30_000;

/** A document with the types of its result and variables, as `npm run generate` writes them. */
export interface Document<TResult, TVariables> {
  toString(): string;
  __apiType?: (variables: TVariables) => TResult;
}

export interface GraphQLResult<TResult> {
  readonly data: TResult | null;
  readonly errors: readonly ResponseError[];
}

export interface SendOptions {
  readonly accessToken?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** The request outlives the page. For bodies of less than 64 KB. */
  readonly keepalive?: boolean;
}

/** @throws OfflineError where no response of the API came */
export async function send<TResult, TVariables>(
  document: Document<TResult, TVariables>,
  variables: TVariables,
  { accessToken, signal, keepalive = false }: SendOptions = {},
): Promise<GraphQLResult<TResult>> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await fetch(DESK_API_PATH, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Accept: 'application/graphql-response+json, application/json',
        // A page of another origin cannot set this header: the API accepts the cookie only with it.
        'X-Copydesk-Client': 'desk',
        ...(accessToken !== undefined && { Authorization: `Bearer ${accessToken}` }),
      },
      body: JSON.stringify({ query: document.toString(), variables }),
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      keepalive,
    });
    const body = (await response.json()) as { data?: TResult | null; errors?: readonly ResponseError[] };
    if (body.data === undefined && body.errors === undefined)
      throw new TypeError('Not a response of the API.');
    return { data: body.data ?? null, errors: body.errors ?? [] };
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new OfflineError(error);
  }
}

/** @throws ApiError for the first error, where the result has one */
export function dataOf<TResult>({ data, errors }: GraphQLResult<TResult>): TResult {
  const [first] = errors;
  if (first !== undefined) throw new ApiError(first);
  if (data === null) throw new OfflineError();
  return data;
}
