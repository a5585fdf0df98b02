// Renders bodies in a worker thread, so that the event loop goes on answering requests, and bounds how long one body may
// take. Markdown parsers are linear in what people write and quadratic in what an attacker sends; no list of such inputs
// is complete, so the thread is ended, whatever it does. The desk limits how long a body may be.
import { fileURLToPath } from 'node:url';
import type { Piscina } from 'piscina';
import type { RenderOutcome } from './markdown-worker.js';
import type { RenderedBody } from './render-markdown.js';
import { UnrenderableMarkdown } from './unrenderable-markdown.js';

/** Wall clock. 60,000 characters of prose, a long article, take half a second to one second. */
const MAX_RENDER_MS = 5_000;

/** Tests run the sources, which a thread needs a loader for. */
const isCompiled = !import.meta.url.endsWith('.ts');
const worker = new URL(isCompiled ? './markdown-worker.js' : './markdown-worker.ts', import.meta.url);

/** Started with the first body: loading the pool and the parsers would delay the start of the server. */
let pool: Promise<Piscina<string, RenderOutcome>> | undefined;

async function startPool(): Promise<Piscina<string, RenderOutcome>> {
  const { Piscina } = await import('piscina');
  return new Piscina({
    filename: fileURLToPath(worker),
    execArgv: isCompiled ? undefined : ['--import', 'tsx'],
    minThreads: 1,
    maxThreads: 1,
    idleTimeout: Infinity,
    // A stack like the main thread's. No reader needs Markdown that is nested deeper than that.
    resourceLimits: { stackSizeMb: 1, maxYoungGenerationSizeMb: 8 },
  });
}

let previous: Promise<unknown> = Promise.resolve();

/**
 * One body at a time. They queue here and not in the pool, so that the limit counts from when a body's turn comes.
 * @throws UnrenderableMarkdown where the body is nested too deeply, grows out of proportion or takes too long
 */
export function renderInWorker(markdown: string): Promise<RenderedBody> {
  const rendering = previous.then(() => render(markdown));
  previous = rendering.catch(() => undefined);
  return rendering;
}

async function render(markdown: string): Promise<RenderedBody> {
  pool ??= startPool();
  const workers = await pool;
  // Starts a thread where the last was ended: on a busy machine that takes seconds, which do not count.
  await workers.run('');
  const signal = AbortSignal.timeout(MAX_RENDER_MS);
  let outcome: RenderOutcome;
  try {
    outcome = await workers.run(markdown, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new UnrenderableMarkdown('The text is too intricate to be rendered in reasonable time.');
  }
  if ('refusal' in outcome) throw new UnrenderableMarkdown(outcome.refusal);
  return outcome.rendered;
}
