// A limit on how long something may take.
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';

/**
 * What `work` resolves to.
 * @throws Error where it takes longer. Where this process was held up itself, what has arrived meanwhile is read first.
 */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const done = new AbortController();
  const deadline = async (): Promise<never> => {
    await sleep(milliseconds, undefined, { signal: done.signal, ref: false });
    await setImmediate();
    throw new Error(`It took more than ${milliseconds} ms.`);
  };
  try {
    return await Promise.race([work, deadline()]);
  } finally {
    done.abort();
  }
}
