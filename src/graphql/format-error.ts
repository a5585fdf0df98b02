// The one funnel: whatever was thrown becomes what a client may read. A DomainError keeps its code and extensions, an
// error of the protocol (syntax, validation, persisted queries) keeps Apollo's, and everything else is our fault: the
// client gets a requestId, the log gets the rest.
import { unwrapResolverError } from '@apollo/server/errors';
import { Logger } from '@nestjs/common';
import type { GraphQLFormattedError } from 'graphql';
import { randomUUID } from 'node:crypto';
import { badUserInput, DomainError, internalError, queryTooComplex } from '../domain/errors.js';
import { MOST_TOKENS } from './query-cost.js';

const log = new Logger('GraphQL');

const PROTOCOL_CODES = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
]);

/** Apollo's `formatError`. */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const cause = unwrapResolverError(error);
  if (cause instanceof DomainError) return told(cause, formatted);
  const code = formatted.extensions?.code;
  if (code === 'BAD_USER_INPUT') return told(coercionFault(formatted.message), formatted);
  if (code === 'GRAPHQL_PARSE_FAILED' && formatted.message.includes('tokens')) {
    return told(queryTooComplex(MOST_TOKENS), formatted);
  }
  if (typeof code === 'string' && PROTOCOL_CODES.has(code)) {
    return {
      message: formatted.message,
      locations: formatted.locations,
      path: formatted.path,
      extensions: { code },
    };
  }
  const requestId = randomUUID();
  log.error({
    requestId,
    path: formatted.path,
    error: String(cause),
    stack: cause instanceof Error ? cause.stack : undefined,
  });
  return told(internalError(requestId), formatted);
}

const told = (error: DomainError, { locations, path }: GraphQLFormattedError): GraphQLFormattedError => ({
  message: error.message,
  ...(locations && { locations }),
  ...(path && { path }),
  extensions: { code: error.code, ...error.extensions },
});

/** graphql-js tells of a variable of the wrong shape in words only: `Variable "$input" got invalid value 3 at "input.title"; …`. */
function coercionFault(message: string): DomainError {
  const [, variable, at] = /^Variable "\$(\w+)"(?:.*? at "([^"]+)")?/s.exec(message) ?? [];
  const path = (at ?? variable ?? '').split(/[.[\]]+/).filter(Boolean);
  return badUserInput([{ path: path.map((key) => (/^\d+$/.test(key) ? Number(key) : key)), message }]);
}
