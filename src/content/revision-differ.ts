// Compares revisions field by field in threads of their own. On the event loop, a page of a hundred long revisions kept every
// other request waiting for 17 s.
import { revisionDiff, type FieldDiff } from '../domain/revision-diff.js';
import { FairWorkers } from './fair-workers.js';
import type { RevisionPair } from './revision-diff-worker.js';

const workers = new FairWorkers<RevisionPair, FieldDiff[]>('revision-diff-worker');

/**
 * Texts that take too long to be compared are shown as one replaced by the other.
 * @throws QueueFull
 */
export function diffRevisionsInWorker(pair: RevisionPair, userId: string): Promise<FieldDiff[]> {
  return workers.run({ lane: 'stored', userId }, (worker) =>
    worker.run(pair, () => revisionDiff(pair.from, pair.to, 0)),
  );
}
