import { QueueFull } from '../../content/fair-queue.js';
import { MAX_CPU_MS } from '../../content/timed-worker.js';
import { rateLimited } from '../../domain/errors.js';

/** @throws RATE_LIMITED where a person has too much waiting for the threads; else what it is given */
export function refuseWhereFull(error: unknown): never {
  throw error instanceof QueueFull ? rateLimited(MAX_CPU_MS / 1_000) : error;
}
