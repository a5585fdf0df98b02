// Renders bodies in worker threads, so that the event loop stays free for requests, and limits the time for one body. Markdown
// parsers need linear time for what people write and quadratic time for what an attacker sends. No list of such inputs is
// complete, so the thread of a body that takes too long is ended. The desk limits the length of a body.
import { LRUCache } from 'lru-cache';
import type { TaskOwner } from './fair-queue.js';
import { FairWorkers } from './fair-workers.js';
import type { RenderOutcome, RenderTask } from './markdown-worker.js';
import type { RenderedMarkdown } from './render-markdown.js';
import { textHash } from './text-hash.js';
import { UnrenderableMarkdown } from './unrenderable-markdown.js';

const TOO_INTRICATE: RenderOutcome = {
  error: 'The text is too intricate to be rendered in reasonable time.',
};

const workers = new FairWorkers<RenderTask, RenderOutcome>('markdown-worker');

/**
 * Why a body was refused, by its hash, so that it is refused at once when it is sent again. It is forgotten after ten minutes:
 * where only wall-clock time can be measured, the machine may have been slow.
 */
const refusals = new LRUCache<string, string>({ max: 1_000, ttl: 600_000 });

/**
 * Bodies queue here and not in a thread's pool, so that the time limit starts with the rendering.
 * @throws UnrenderableMarkdown where the body is nested too deeply, grows out of proportion or takes too much time or memory
 * @throws QueueFull where the owner's lane is full
 */
export async function renderInWorker(task: RenderTask, owner: TaskOwner): Promise<RenderedMarkdown> {
  const hash = textHash(task.markdown);
  refuseAgain(hash);
  return workers.run(owner, async (worker) => {
    // The same body may have been refused while this one waited.
    refuseAgain(hash);
    const outcome = await worker.run(task, () => TOO_INTRICATE);
    if ('rendered' in outcome) return outcome.rendered;
    refusals.set(hash, outcome.error);
    throw new UnrenderableMarkdown(outcome.error);
  });
}

function refuseAgain(hash: string): void {
  const refusal = refusals.get(hash);
  if (refusal !== undefined) throw new UnrenderableMarkdown(refusal);
}
