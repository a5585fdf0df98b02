// What is known of a request to either API, for its line in the log and for the metrics. Each part is noted where it comes to be
// known. None of it is what somebody wrote: no text, no variable, no token.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';

export interface RequestFacts {
  /** The operation's name. */
  operation?: string;
  /** The SHA-256 of the document, in hex, as persisted documents are named by. */
  document?: string;
  userId?: string;
  cache?: 'hit' | 'miss' | 'stale' | 'uncached';
  /** How many were sent to PostgreSQL. */
  statements?: number;
  /** Codes, each once. */
  errors?: readonly string[];
}

/** Of an operation's name: a document may give it thousands of characters. */
const MAX_NAME_LENGTH = 100;

const known = new WeakMap<FastifyRequest, RequestFacts>();

/** undefined where nothing has been noted, as of a cached response. */
export const factsOf = (request: FastifyRequest): RequestFacts | undefined => known.get(request);

/** Adds to what is known of the request. */
export function noteFacts(request: FastifyRequest, facts: RequestFacts): RequestFacts {
  const all = Object.assign(known.get(request) ?? {}, facts);
  if (all.operation !== undefined) all.operation = all.operation.slice(0, MAX_NAME_LENGTH);
  known.set(request, all);
  return all;
}

export const codesOf = (errors: readonly GraphQLFormattedError[]): string[] => [
  ...new Set(errors.map(({ extensions }) => String(extensions?.code))),
];

/** The codes of what went wrong. A library that refuses by itself says so by the status alone. */
export function errorCodesOf(request: FastifyRequest, { statusCode }: FastifyReply): readonly string[] {
  const { errors = [] } = factsOf(request) ?? {};
  if (errors.length > 0 || statusCode < 400) return errors;
  return [statusCode < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR'];
}
