// One GraphQL request over HTTP, to this page's own origin. It knows nothing of sessions.

import type { ExecutionResult } from 'graphql';

export interface GraphQLRequest {
  readonly query: string;
  readonly variables?: unknown;
  readonly operationName?: string | null;
}

export type GraphQLAnswer = ExecutionResult<Readonly<Record<string, unknown>>>;

export interface Answered {
  readonly answer: GraphQLAnswer;
  /** How far this browser's clock is ahead of the server's, in milliseconds; right to a second or so. */
  readonly clockAhead: number;
}

/** Why there is no response, in words for the user. */
export class RequestError extends Error {}

export type Send = (request: GraphQLRequest, headers: Readonly<Record<string, string>>) => Promise<Answered>;

/** Throws RequestError where there is no GraphQL answer, whatever its HTTP status. */
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
    const answer = asAnswer(await response.text());
    if (!answer)
      throw new RequestError(`The server answered ${response.status} ${response.statusText}, not GraphQL.`);

    const serverTime = Date.parse(response.headers.get('Date') ?? '');
    return { answer, clockAhead: Number.isNaN(serverTime) ? 0 : Date.now() - serverTime };
  };

export const bearer = (token: string): Record<string, string> => ({ Authorization: `Bearer ${token}` });

/** Whether the desk did not know who was asking. */
export const isUnauthenticated = (answer: GraphQLAnswer): boolean =>
  answer.errors?.some(({ extensions }) => extensions?.['code'] === 'UNAUTHENTICATED') ?? false;

function asAnswer(text: string): GraphQLAnswer | null {
  try {
    const value: unknown = JSON.parse(text);
    const isAnswer = typeof value === 'object' && value !== null && ('data' in value || 'errors' in value);
    return isAnswer ? (value as GraphQLAnswer) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
