// What becomes of a request that saves and fails.
import { ApiError, OfflineError } from '../api/errors.js';

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

/** A new article cannot be saved yet: it has no title. */
export class TitleNeeded extends Error {}

/** Whether to try again by itself: the server cannot be reached, or has a fault that may pass. */
export const isTemporary = (error: unknown): boolean =>
  error instanceof ApiError ? error.isTemporary : !(error instanceof TitleNeeded);

export const isOffline = (error: unknown): boolean => error instanceof OfflineError;

/** Somebody saved another revision meanwhile. A slug that is taken is a CONFLICT too, and names a field. */
export const isConflict = (error: unknown): boolean =>
  error instanceof ApiError && error.code === 'CONFLICT' && error.extensions.fields === undefined;

/** Milliseconds until the next attempt. */
export function retryDelay(failures: number, error: unknown): number {
  const asked = error instanceof ApiError ? (error.extensions.retryAfter ?? 0) * 1000 : 0;
  return Math.max(asked, Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LAST_RETRY_MS));
}
