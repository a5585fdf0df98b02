// A worker thread with a limit of time and memory for each task. Tasks are run one at a time, so that the limit starts with
// the work. What is limited is the work itself, and not how long it waits for a processor: 100,000 characters of prose use
// 0.3 s of one, and take ten times as long on a machine that does much else.
import { fileURLToPath } from 'node:url';
import type { Piscina } from 'piscina';
import { cpuMsOf } from './thread-cpu.js';

/** In time of a processor. 200,000 characters of prose, as long as a body may be, use 0.4 s in a thread that has just started. */
export const MAX_CPU_MS = 2_000;
/** In wall-clock time, where the system does not tell a thread's CPU time. */
const MAX_WALL_MS = 5_000;
/** The same where it does, for a thread that no processor has time for. */
const MAX_STARVED_MS = 60_000;
/** A look takes 0.1 ms. */
const WATCH_INTERVAL_MS = 100;

/** A body of 200,000 characters, every word of it a link or emphasised, needs 200 MB. */
const MAX_HEAP_MB = 512;
/** At 8 MB, what one text needs was copied again and again: 60,000 characters took 109 ms of a processor, and take 86. */
const YOUNG_GENERATION_MB = 32;

/** Tests run the TypeScript sources, for which the thread needs a loader. */
const isCompiled = !import.meta.url.endsWith('.ts');

export class TimedWorker<Task, Result> {
  /** Starts with the first task, since loading the pool and the parsers would delay the server's start. */
  private pool: Promise<Piscina> | undefined;

  /** @param name of the module in this folder that the thread runs; it also exports `ownStatPath` */
  constructor(private readonly name: string) {}

  /** @param beyondLimit gives the result of a task that took too much time or memory: its thread was ended */
  async run(task: Task, beyondLimit: () => Result): Promise<Result> {
    this.pool ??= this.startPool();
    const thread = await this.pool;
    // Starts a new thread where the last one was ended. On a busy machine that takes seconds, which must not count.
    const statPath = (await thread.run(undefined, { name: 'ownStatPath' })) as string | undefined;
    const ending = new AbortController();
    const isBeyondLimit = limitFrom(statPath);
    const watch = setInterval(() => isBeyondLimit() && ending.abort(), WATCH_INTERVAL_MS);
    try {
      return (await thread.run(task, { signal: ending.signal })) as Result;
    } catch (error) {
      if (ending.signal.aborted || isOutOfMemory(error)) return beyondLimit();
      throw error;
    } finally {
      clearInterval(watch);
    }
  }

  private async startPool(): Promise<Piscina> {
    const { Piscina } = await import('piscina');
    const module = new URL(`./${this.name}.${isCompiled ? 'js' : 'ts'}`, import.meta.url);
    const pool = new Piscina({
      filename: fileURLToPath(module),
      execArgv: isCompiled ? undefined : ['--import', 'tsx'],
      minThreads: 1,
      maxThreads: 1,
      idleTimeout: Infinity,
      resourceLimits: {
        // As large as the main thread's. No reader needs Markdown that is nested more deeply than it allows.
        stackSizeMb: 1,
        maxOldGenerationSizeMb: MAX_HEAP_MB,
        maxYoungGenerationSizeMb: YOUNG_GENERATION_MB,
      },
    });
    // What a thread comes to after its task was ended, such as the end of its memory. Unheard, it would end the server.
    pool.on('error', () => undefined);
    return pool;
  }
}

/** Says of the thread's work from now on whether it takes too long. */
function limitFrom(statPath: string | undefined): () => boolean {
  const startedAt = performance.now();
  const wallMs = () => performance.now() - startedAt;
  const cpuAtStart = cpuMsOf(statPath);
  if (cpuAtStart === undefined) return () => wallMs() > MAX_WALL_MS;
  return () => (cpuMsOf(statPath) ?? cpuAtStart) - cpuAtStart > MAX_CPU_MS || wallMs() > MAX_STARVED_MS;
}

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
