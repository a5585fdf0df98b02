// Sends one GraphQL request over HTTP to this page's own origin. It knows nothing of sessions.

import type { ExecutionResult } from 'graphql';

export interface GraphQLRequest {
  readonly query: string;
  readonly variables?: unknown;
  readonly operationName?: string | null;
}

export type GraphQLResult = ExecutionResult<Readonly<Record<string, unknown>>>;

export interface GraphQLResponse {
  readonly result: GraphQLResult;
  /** How far this browser's clock is ahead of the server's, exact to about a second. */
  readonly clockAheadMs: number;
}

/** Thrown where there is no GraphQL result. Its message is shown to the user. */
export class RequestError extends Error {}

export type Send = (
  request: GraphQLRequest,
  headers: Readonly<Record<string, string>>,
) => Promise<GraphQLResponse>;

/** A response of any HTTP status may have a GraphQL result; without one, it throws RequestError. */
export const sendTo =
  (endpoint: string): Send =>
  async (request, headers) => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        Accept: 'application/graphql-response+json, application/json',
        'Content-Type': 'application/json',
        ...headers,
      },
      body: JSON.stringify(request),
    }).catch((cause: unknown) => {
      throw new RequestError('The server could not be reached.', { cause });
    });
    const result = parseResult(await response.text());
    if (!result)
      throw new RequestError(`The server answered ${response.status} ${response.statusText}, not GraphQL.`);

    const serverTime = Date.parse(response.headers.get('Date') ?? '');
    return { result, clockAheadMs: Number.isNaN(serverTime) ? 0 : Date.now() - serverTime };
  };

export const bearer = (token: string): Record<string, string> => ({ Authorization: `Bearer ${token}` });

export const isUnauthenticated = (result: GraphQLResult): boolean =>
  result.errors?.some(({ extensions }) => extensions?.['code'] === 'UNAUTHENTICATED') ?? false;

function parseResult(text: string): GraphQLResult | null {
  try {
    const value: unknown = JSON.parse(text);
    const isResult = typeof value === 'object' && value !== null && ('data' in value || 'errors' in value);
    return isResult ? (value as GraphQLResult) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
