// The errors of saving, and which of them are retried.
import { ApiError, OfflineError } from '../api/errors.js';

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

/** A new article cannot be saved yet: it has no title. */
export class TitleRequired extends Error {}

/** Whether to retry: the server cannot be reached, or has a temporary fault. */
export const isTemporary = (error: unknown): boolean =>
  error instanceof ApiError ? error.isTemporary : !(error instanceof TitleRequired);

export const isOffline = (error: unknown): boolean => error instanceof OfflineError;

/** Whether somebody else has saved a revision. A slug that is taken is a CONFLICT too, but names a field. */
export const isConflict = (error: unknown): boolean =>
  error instanceof ApiError && error.code === 'CONFLICT' && error.extensions.fields === undefined;

/** @returns milliseconds until the next attempt */
export function retryDelay(failures: number, error: unknown): number {
  const requested = error instanceof ApiError ? (error.extensions.retryAfter ?? 0) * 1000 : 0;
  return Math.max(requested, Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LAST_RETRY_MS));
}
