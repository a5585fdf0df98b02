// Renders bodies in a worker thread, so that the event loop stays free for requests, and limits the time for one body.
// Markdown parsers are linear in what people write and quadratic in what an attacker sends. No list of such inputs is
// complete, so a timeout ends the thread. The desk limits the length of a body.
import { FairQueue, type TaskOwner } from './fair-queue.js';
import type { RenderOutcome } from './markdown-worker.js';
import type { RenderedMarkdown } from './render-markdown.js';
import { TaskTimeout, TimedWorker } from './timed-worker.js';
import { UnrenderableMarkdown } from './unrenderable-markdown.js';

const worker = new TimedWorker<string, RenderOutcome>('markdown-worker', '');
const queue = new FairQueue();

/**
 * Renders one body at a time. Bodies queue here and not in the pool, so that the time limit starts with the rendering.
 * @throws UnrenderableMarkdown where the body is nested too deeply, grows out of proportion or takes too long
 * @throws QueueFull where its user has too many previews to be rendered
 */
export function renderInWorker(markdown: string, owner: TaskOwner): Promise<RenderedMarkdown> {
  return queue.run(owner, () => render(markdown));
}

async function render(markdown: string): Promise<RenderedMarkdown> {
  let outcome: RenderOutcome;
  try {
    outcome = await worker.run(markdown);
  } catch (error) {
    if (!(error instanceof TaskTimeout)) throw error;
    throw new UnrenderableMarkdown('The text is too intricate to be rendered in reasonable time.');
  }
  if ('error' in outcome) throw new UnrenderableMarkdown(outcome.error);
  return outcome.rendered;
}
