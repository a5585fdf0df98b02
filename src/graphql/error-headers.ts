import type { FastifyReply } from 'fastify';
import { DomainError } from '../domain/errors.js';

/** Sets Retry-After and WWW-Authenticate, for clients that do not read the body. */
export function setErrorHeaders(reply: FastifyReply, status: number, error: unknown): void {
  const retryAfter = error instanceof DomainError ? error.extensions.retryAfter : undefined;
  if (typeof retryAfter === 'number') void reply.header('Retry-After', String(retryAfter));
  if (status === 401) void reply.header('WWW-Authenticate', 'Bearer realm="Copydesk"');
}
