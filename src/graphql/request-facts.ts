// Facts about a request to either API, for its line in the log and for the metrics. Each module notes the facts that it learns.
// A fact never holds what a user wrote: no text, no variable, no token.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';

export interface RequestFacts {
  /** The operation's name. */
  operation?: string;
  /** The SHA-256 of the document, in hex, which is also its name as a persisted document. */
  document?: string;
  userId?: string;
  cache?: 'hit' | 'miss' | 'stale' | 'uncached';
  /** The number of statements that were sent to PostgreSQL. */
  statements?: number;
  /** Error codes, each once. */
  errors?: readonly string[];
}

/** A document may give its operation a name of thousands of characters. */
const MAX_OPERATION_NAME_LENGTH = 100;

const factsByRequest = new WeakMap<FastifyRequest, RequestFacts>();

/** @returns undefined where nothing has been noted, as for a cached response */
export const factsOf = (request: FastifyRequest): RequestFacts | undefined => factsByRequest.get(request);

/** Adds facts, and returns all that are known of the request. */
export function noteFacts(request: FastifyRequest, facts: RequestFacts): RequestFacts {
  const all = Object.assign(factsByRequest.get(request) ?? {}, facts);
  if (all.operation !== undefined) all.operation = all.operation.slice(0, MAX_OPERATION_NAME_LENGTH);
  factsByRequest.set(request, all);
  return all;
}

export const codesOf = (errors: readonly GraphQLFormattedError[]): string[] => [
  ...new Set(errors.map(({ extensions }) => String(extensions?.code))),
];

/** The error codes of a request. Where a library refused it, only the status is known, and stands for a code. */
export function errorCodesOf(request: FastifyRequest, { statusCode }: FastifyReply): readonly string[] {
  const { errors = [] } = factsOf(request) ?? {};
  if (errors.length > 0 || statusCode < 400) return errors;
  return [statusCode < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR'];
}
