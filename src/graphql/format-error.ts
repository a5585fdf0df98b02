// The one serialiser of errors. A DomainError keeps its code and extensions; an error of the protocol (syntax, validation,
// persisted queries) keeps its code; a fault of the database becomes DATABASE_UNAVAILABLE or CONFLICT. Everything else is our
// fault: the client gets a requestId, the log gets the error.
import { Logger } from '@nestjs/common';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { randomUUID } from 'node:crypto';
import { databaseFaultOf, reasonOf } from '../database/database-error.js';
import { throttledLog } from '../database/throttled-log.js';
import { badUserInput, conflict, databaseUnavailable, DomainError, internalError } from '../domain/errors.js';

const log = new Logger('GraphQL');

const PROTOCOL_CODES = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
]);

/** The request of an error, for callers that do not pass it to the serialiser. */
const requestIds = new WeakMap<object, string>();

/** Remembers the request of an error: Apollo's `formatError` does not get it. */
export function noteRequestId(error: unknown, requestId: string): void {
  if (typeof error === 'object' && error !== null) requestIds.set(error, requestId);
}

/** Serialises an error outside of Apollo. */
export const serializeError = (error: unknown, requestId?: string): GraphQLFormattedError =>
  formatError(error instanceof GraphQLError ? error.toJSON() : { message: '' }, error, requestId);

/** Apollo's `formatError`. */
export function formatError(
  formatted: GraphQLFormattedError,
  error: unknown,
  requestId = requestIdOf(error) ?? randomUUID(),
): GraphQLFormattedError {
  const cause = causeOf(error);
  const known = domainErrorOf(cause);
  if (known !== undefined) return serialized(known, formatted);
  const code = formatted.extensions?.code;
  if (code === 'BAD_USER_INPUT') return serialized(coercionError(formatted.message), formatted);
  if (isRefusedByApollo(cause)) return { message: formatted.message, extensions: { code: 'BAD_REQUEST' } };
  if (typeof code === 'string' && PROTOCOL_CODES.has(code)) {
    const { message, locations, path } = formatted;
    return { message, locations, path, extensions: { code } };
  }
  log.error({
    requestId,
    path: formatted.path,
    error: String(cause),
    stack: cause instanceof Error ? cause.stack : undefined,
  });
  return serialized(internalError(requestId), formatted);
}

/** The error that was thrown, without the GraphQLErrors in which graphql-js wraps it. */
export function causeOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? causeOf(error.originalError) : error;
}

function requestIdOf(error: unknown): string | undefined {
  return [error, causeOf(error)]
    .map((each) => (typeof each === 'object' && each !== null ? requestIds.get(each) : undefined))
    .find((id) => id !== undefined);
}

/** Apollo refuses persisted queries with the status 400 and no code. */
function isRefusedByApollo(cause: unknown): boolean {
  if (!(cause instanceof GraphQLError) || 'code' in cause.extensions) return false;
  const { status } = (cause.extensions.http ?? {}) as { status?: number };
  return status === 400;
}

/** The domain error that a thrown error is or stands for; undefined where the fault is ours. */
export function domainErrorOf(error: unknown): DomainError | undefined {
  if (error instanceof DomainError) return error;
  const fault = databaseFaultOf(error);
  if (fault === undefined) return undefined;
  if (fault === 'DEADLOCK') return conflict();
  return reportUnavailable(error);
}

/** Logs the fault of the database. @returns the error for the client */
export function reportUnavailable(error: unknown): DomainError {
  logDatabaseFault(reasonOf(error));
  return databaseUnavailable();
}

const logDatabaseFault = throttledLog((reason, times) =>
  log.error(`The database is unavailable, and ${times} answers failed: ${reason}`),
);

const serialized = (
  error: DomainError,
  { locations, path }: GraphQLFormattedError,
): GraphQLFormattedError => ({
  message: error.message,
  ...(locations && { locations }),
  ...(path && { path }),
  extensions: { code: error.code, ...error.extensions },
});

/** graphql-js names the path of an invalid variable only in its message: `Variable "$input" got invalid value 3 at "input.title"; …`. */
function coercionError(message: string): DomainError {
  const [, variable, at] = /^Variable "\$(\w+)"(?:.*? at "([^"]+)")?/s.exec(message) ?? [];
  const [, field = ''] =
    /; Field "(\w+)" (?:of required type .* was not provided|is not defined by)/.exec(message) ?? [];
  const path = [...(at ?? variable ?? '').split(/[.[\]]+/), field].filter(Boolean);
  return badUserInput([{ path: path.map((key) => (/^\d+$/.test(key) ? Number(key) : key)), message }]);
}
