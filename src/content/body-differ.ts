// Compares rendered bodies in threads of their own, so that neither the event loop nor the rendering of saves waits for it.
import type { BodyDifference } from './body-diff/body-difference.js';
import type { BodyPair } from './body-diff-worker.js';
import { FairWorkers } from './fair-workers.js';

const workers = new FairWorkers<BodyPair, BodyDifference | undefined>('body-diff-worker');

/**
 * @returns undefined where the bodies are too large or too intricate to be compared
 * @throws QueueFull
 */
export function diffBodiesInWorker(pair: BodyPair, userId: string): Promise<BodyDifference | undefined> {
  return workers.run({ lane: 'stored', userId }, (worker) => worker.run(pair, () => undefined));
}
