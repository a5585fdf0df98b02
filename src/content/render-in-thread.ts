// Renders bodies in a thread of their own, so that whoever else asks is answered meanwhile, and bounds how long one may
// take. Markdown parsers are linear in what people write and quadratic in what somebody may send; no list of such inputs
// is complete, so the work itself is ended, whatever it does. How long a body may be is the desk's to say.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { RenderedBody } from './render-markdown.js';
import type { Answer } from './render-worker.js';
import { UnrenderableMarkdown } from './unrenderable-markdown.js';

/** Wall clock. 60,000 characters of prose, a long article, take half a second to one. */
const MOST_MILLISECONDS = 5_000;

/** The process's. Started when first needed: loading the parsers would delay the start of the server. */
let thread: Worker | undefined;
let last: Promise<unknown> = Promise.resolve();

/** One after the other. @throws UnrenderableMarkdown where it is nested too deeply or made to be slow */
export function renderInThread(markdown: string): Promise<RenderedBody> {
  const rendering = last.then(() => renderNext(markdown));
  last = rendering.catch(() => undefined);
  return rendering;
}

async function renderNext(markdown: string): Promise<RenderedBody> {
  const worker = (thread ??= await startThread());
  const time = AbortSignal.timeout(MOST_MILLISECONDS);
  try {
    worker.postMessage(markdown);
    const [answer] = (await once(worker, 'message', { signal: time })) as [Answer];
    if ('rendered' in answer) return answer.rendered;
    throw new UnrenderableMarkdown(answer.refusal);
  } catch (error) {
    if (error instanceof UnrenderableMarkdown) throw error;
    // It is at work still, or broken: the next body gets another.
    thread = undefined;
    await worker.terminate();
    if (!time.aborted) throw error;
    throw new UnrenderableMarkdown('The text is too intricate to be rendered in reasonable time.');
  }
}

async function startThread(): Promise<Worker> {
  // With a stack like the main thread's: what is nested deeper than that is for no reader.
  const resourceLimits = { stackSizeMb: 1, maxYoungGenerationSizeMb: 8 };
  const worker = new Worker(new URL('./render-worker.js', import.meta.url), { resourceLimits });
  await once(worker, 'message');
  // It ends with the process, which must not wait for it.
  worker.unref();
  return worker;
}
