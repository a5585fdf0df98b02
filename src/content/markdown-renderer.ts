// Renders bodies in a worker thread, so that the event loop stays free for requests, and limits the time for one body.
// Markdown parsers are linear in what people write and quadratic in what an attacker sends. No list of such inputs is
// complete, so a timeout ends the thread. The desk limits the length of a body.
import { fileURLToPath } from 'node:url';
import type { Piscina } from 'piscina';
import type { RenderOutcome } from './markdown-worker.js';
import type { RenderedBody } from './render-markdown.js';
import { UnrenderableMarkdown } from './unrenderable-markdown.js';

/** In wall-clock time. 60,000 characters of prose, a long article, take half a second to one second. */
const MAX_RENDER_MS = 5_000;

/** Tests run the TypeScript sources, for which the thread needs a loader. */
const isCompiled = !import.meta.url.endsWith('.ts');
const worker = new URL(isCompiled ? './markdown-worker.js' : './markdown-worker.ts', import.meta.url);

/** Starts with the first body, since loading the pool and the parsers would delay the server's start. */
let pool: Promise<Piscina<string, RenderOutcome>> | undefined;

async function startPool(): Promise<Piscina<string, RenderOutcome>> {
  const { Piscina } = await import('piscina');
  return new Piscina({
    filename: fileURLToPath(worker),
    execArgv: isCompiled ? undefined : ['--import', 'tsx'],
    minThreads: 1,
    maxThreads: 1,
    idleTimeout: Infinity,
    // The stack is as large as the main thread's. No reader needs Markdown that is nested more deeply than it allows.
    resourceLimits: { stackSizeMb: 1, maxYoungGenerationSizeMb: 8 },
  });
}

let previous: Promise<unknown> = Promise.resolve();

/**
 * Renders one body at a time. Bodies queue here and not in the pool, so that the time limit starts with the rendering.
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
  // Starts a new thread where a timeout ended the last one. On a busy machine that takes seconds, which must not count.
  await workers.run('');
  const signal = AbortSignal.timeout(MAX_RENDER_MS);
  let outcome: RenderOutcome;
  try {
    outcome = await workers.run(markdown, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new UnrenderableMarkdown('The text is too intricate to be rendered in reasonable time.');
  }
  if ('error' in outcome) throw new UnrenderableMarkdown(outcome.error);
  return outcome.rendered;
}
