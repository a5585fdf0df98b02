// Trying again until it works: each wait is twice as long as the one before, keeps no process alive, and ends at shutdown.
import pRetry from 'p-retry';

export interface Backoff {
  readonly firstMs: number;
  readonly longestMs: number;
  /** Ends the attempts. */
  readonly signal?: AbortSignal;
  /** Called with a failure once, until there is another one. */
  readonly onFailure?: (message: string) => void;
}

/** @returns undefined where the signal came first */
export async function retry<T>(
  work: () => Promise<T>,
  { firstMs, longestMs, signal, onFailure }: Backoff,
): Promise<T | undefined> {
  let lastFailure: string | undefined;
  try {
    return await pRetry(() => work().catch(retriable), {
      retries: Infinity,
      minTimeout: firstMs,
      maxTimeout: longestMs,
      unref: true,
      signal,
      onFailedAttempt: ({ error: { message } }) => {
        if (message !== lastFailure && !signal?.aborted) onFailure?.(message);
        lastFailure = message;
      },
    });
  } catch (error) {
    if (signal?.aborted) return undefined;
    throw error;
  }
}

/** p-retry gives up at a TypeError. Nobody would try again what runs in the background. */
function retriable(error: unknown): never {
  throw error instanceof TypeError ? new Error(error.message, { cause: error }) : error;
}
