import type { FastifyReply } from 'fastify';
import { DomainError } from '../domain/errors.js';

/** Sends what the error says of when to try again, for clients that read no body. */
export function setRetryAfter(reply: FastifyReply, error: unknown): void {
  const retryAfter = error instanceof DomainError ? error.extensions.retryAfter : undefined;
  if (typeof retryAfter === 'number') void reply.header('Retry-After', String(retryAfter));
}
