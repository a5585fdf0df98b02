import type { FastifyReply } from 'fastify';
import { DomainError } from '../domain/errors.js';

/** What an error says to clients that read no body: when to try again, and how to sign in. */
export function setErrorHeaders(reply: FastifyReply, status: number, error: unknown): void {
  const retryAfter = error instanceof DomainError ? error.extensions.retryAfter : undefined;
  if (typeof retryAfter === 'number') void reply.header('Retry-After', String(retryAfter));
  if (status === 401) void reply.header('WWW-Authenticate', 'Bearer realm="Copydesk"');
}
