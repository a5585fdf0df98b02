// Compares rendered bodies in a worker thread of its own, so that neither requests nor saves wait for it.
import type { BodyDifference } from './body-diff/body-difference.js';
import type { BodyPair } from './body-diff-worker.js';
import { FairQueue } from './fair-queue.js';
import { TaskTimeout, TimedWorker } from './timed-worker.js';

const worker = new TimedWorker<BodyPair, BodyDifference | undefined>('body-diff-worker', {
  before: '',
  after: '',
});
const queue = new FairQueue();

/**
 * Compares one pair at a time.
 * @returns undefined where the bodies are too large or too intricate to be compared
 * @throws QueueFull
 */
export function diffInWorker(pair: BodyPair, userId: string): Promise<BodyDifference | undefined> {
  return queue.run({ lane: 'stored', userId }, async () => {
    try {
      return await worker.run(pair);
    } catch (error) {
      if (error instanceof TaskTimeout) return undefined;
      throw error;
    }
  });
}
