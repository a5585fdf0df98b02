// A worker thread with a time limit for each task. Tasks are run one at a time, so that the limit starts with the work.
import { fileURLToPath } from 'node:url';
import type { Piscina } from 'piscina';

/** In wall-clock time. 60,000 characters of prose, a long article, take half a second to one second to render. */
export const MAX_TASK_MS = 5_000;

/** Thrown where a task took too long: its thread was ended. */
export class TaskTimeout extends Error {
  override readonly name = 'TaskTimeout';
}

/** Tests run the TypeScript sources, for which the thread needs a loader. */
const isCompiled = !import.meta.url.endsWith('.ts');

export class TimedWorker<Task, Result> {
  /** Starts with the first task, since loading the pool and the parsers would delay the server's start. */
  private pool: Promise<Piscina<Task, Result>> | undefined;

  /**
   * @param name of the module in this folder that the thread runs
   * @param nothing a task that takes no time
   */
  constructor(
    private readonly name: string,
    private readonly nothing: Task,
  ) {}

  /** @throws TaskTimeout */
  async run(task: Task): Promise<Result> {
    this.pool ??= this.startPool();
    const workers = await this.pool;
    // Starts a new thread where a timeout ended the last one. On a busy machine that takes seconds, which must not count.
    await workers.run(this.nothing);
    const signal = AbortSignal.timeout(MAX_TASK_MS);
    try {
      return await workers.run(task, { signal });
    } catch (error) {
      throw signal.aborted ? new TaskTimeout() : error;
    }
  }

  private async startPool(): Promise<Piscina<Task, Result>> {
    const { Piscina } = await import('piscina');
    const module = new URL(`./${this.name}.${isCompiled ? 'js' : 'ts'}`, import.meta.url);
    return new Piscina({
      filename: fileURLToPath(module),
      execArgv: isCompiled ? undefined : ['--import', 'tsx'],
      minThreads: 1,
      maxThreads: 1,
      idleTimeout: Infinity,
      // The stack is as large as the main thread's. No reader needs Markdown that is nested more deeply than it allows.
      resourceLimits: { stackSizeMb: 1, maxYoungGenerationSizeMb: 8 },
    });
  }
}
