// Errors outside GraphQL (a body that is too large or is no JSON, an unknown path) get the shape of GraphQL errors, so that
// clients handle one shape. What a resolver throws goes on to format-error.ts as it is.
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import { DomainError, notFound, payloadTooLarge } from '../domain/errors.js';
import { setErrorHeaders } from './error-headers.js';
import { domainErrorOf, formatError } from './format-error.js';
import { errorTypeFor } from './media-type.js';
import { codesOf, noteFacts } from './request-facts.js';

@Catch()
export class ErrorFilter implements ExceptionFilter {
  catch(thrown: unknown, host: ArgumentsHost): unknown {
    if (host.getType<string>() === 'graphql') return thrown;
    const exception = domainErrorOf(thrown) ?? thrown;
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const status = statusOf(exception);
    setErrorHeaders(reply, status, exception);
    const errors = [serialized(exception, status, reply.request)];
    noteFacts(reply.request, { errors: codesOf(errors) });
    return reply.status(status).type(errorTypeFor(reply.request.headers.accept)).send({ errors });
  }
}

/** HTTP status of the domain errors that are thrown outside GraphQL, by the hook that requires a token and by the database. */
const STATUS: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  DATABASE_UNAVAILABLE: 503,
};

/** The status of a domain error, of an exception of Nest, or of an error of Fastify. */
function statusOf(exception: unknown): number {
  if (exception instanceof DomainError) return STATUS[exception.code] ?? 500;
  if (exception instanceof HttpException) return exception.getStatus();
  const hasStatus = exception instanceof Error && 'statusCode' in exception;
  return hasStatus && typeof exception.statusCode === 'number' ? exception.statusCode : 500;
}

function serialized(exception: unknown, status: number, request: FastifyRequest): GraphQLFormattedError {
  const message = exception instanceof Error ? exception.message : '';
  if (status === 404) return formatError({ message }, notFound());
  if (status === 413) return formatError({ message }, payloadTooLarge(request.routeOptions.bodyLimit ?? 0));
  if (exception instanceof DomainError) return formatError({ message }, exception);
  if (status < 500) return { message, extensions: { code: 'BAD_REQUEST' } };
  return formatError({ message }, exception, request.id);
}
