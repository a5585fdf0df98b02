// A worker thread with a limit of time and memory for each task. It runs one task at a time, so that the limit starts with the
// work. The limit is one of CPU time, not of wall-clock time: 100,000 characters of prose use 0.3 s of CPU time, and take ten
// times as long on a busy machine.
import { fileURLToPath } from 'node:url';
import type { Piscina } from 'piscina';
import { cpuMsOf } from './thread-cpu.js';

/** The longest body, 200,000 characters of prose, uses 0.4 s in a thread that has just started. */
export const MAX_CPU_MS = 2_000;
/** Wall-clock limit where the system does not report a thread's CPU time. */
const MAX_WALL_MS = 5_000;
/** Wall-clock limit where it does, for a thread that gets no CPU time. */
const MAX_STARVED_MS = 60_000;
/** Each check takes 0.1 ms. */
const WATCH_INTERVAL_MS = 100;

/** A body of 200,000 characters, every word of it a link or emphasised, needs 200 MB. */
const MAX_HEAP_MB = 512;
/** With 8 MB, the objects of one text were copied again and again: 60,000 characters took 109 ms of CPU time instead of 86. */
const YOUNG_GENERATION_MB = 32;

/** Tests run the TypeScript sources, and a thread needs a loader for them. */
const isCompiled = !import.meta.url.endsWith('.ts');

export class TimedWorker<Task, Result> {
  /** Started by the first task: loading the pool and the parsers would delay the server's start. */
  private pool: Promise<Piscina> | undefined;

  /** @param name of the module in this folder that the thread runs; it also exports `ownStatPath` */
  constructor(private readonly name: string) {}

  /** @param onLimitExceeded returns the result of a task that took too much time or memory, and whose thread was ended */
  async run(task: Task, onLimitExceeded: () => Result): Promise<Result> {
    this.pool ??= this.startPool();
    const thread = await this.pool;
    // Starts a new thread where the last one was ended. On a busy machine that takes seconds, which do not count for the task.
    const statPath = (await thread.run(undefined, { name: 'ownStatPath' })) as string | undefined;
    const ending = new AbortController();
    const exceedsLimit = startLimit(statPath);
    const watch = setInterval(() => exceedsLimit() && ending.abort(), WATCH_INTERVAL_MS);
    try {
      return (await thread.run(task, { signal: ending.signal })) as Result;
    } catch (error) {
      if (ending.signal.aborted || isOutOfMemory(error)) return onLimitExceeded();
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
        // As large as the main thread's stack. No article needs Markdown that is nested more deeply than it allows.
        stackSizeMb: 1,
        maxOldGenerationSizeMb: MAX_HEAP_MB,
        maxYoungGenerationSizeMb: YOUNG_GENERATION_MB,
      },
    });
    // A thread may fail after its task was ended, as by running out of memory. Without a listener, the error would end the server.
    pool.on('error', () => undefined);
    return pool;
  }
}

/** @returns a function that says whether the thread has worked too long since this call */
function startLimit(statPath: string | undefined): () => boolean {
  const startedAt = performance.now();
  const wallMs = () => performance.now() - startedAt;
  const cpuAtStart = cpuMsOf(statPath);
  if (cpuAtStart === undefined) return () => wallMs() > MAX_WALL_MS;
  return () => (cpuMsOf(statPath) ?? cpuAtStart) - cpuAtStart > MAX_CPU_MS || wallMs() > MAX_STARVED_MS;
}

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
