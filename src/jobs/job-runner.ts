// Works off the jobs of the queue in this server's process (graphile-worker). A job of a server that was killed stays locked for
// four hours, so no work hangs on one job: each task is added anew every minute, and looks itself for what there is to do.
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { CONFIG, type ServerConfig } from '../config/config.js';
import { JobsDatabase } from '../database/jobs.database.js';
import { retry } from '../database/retry.js';
import { RECURRING_TASKS, type RecurringTask } from './recurring-task.js';

const RESTART_MS = 1_000;
const MAX_RESTART_MS = 30_000;

@Injectable()
export class JobRunner implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Jobs');
  private readonly stopping = new AbortController();
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: JobsDatabase,
    @Inject(CONFIG) private readonly config: ServerConfig,
    @Inject(RECURRING_TASKS) private readonly tasks: readonly RecurringTask[],
  ) {}

  /** Tries again for as long as it takes: the database may be away, or not migrated yet. */
  onApplicationBootstrap(): void {
    if (!this.config.backgroundJobs) return;
    this.running = retry(() => this.work(), {
      ...{ firstMs: RESTART_MS, longestMs: MAX_RESTART_MS, signal: this.stopping.signal },
      onFailure: (message) => this.log.warn(`No jobs are worked off: ${message}`),
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Resolves when the server stops. */
  private async work(): Promise<void> {
    const { signal } = this.stopping;
    const { startWorker } = await import('./worker.js');
    const tasks = this.tasks.map((task) => [task.name, () => this.perform(task)] as const);
    const worker = await startWorker(this.database.pool, Object.fromEntries(tasks));
    const stop = (): void => void worker.stop().catch(() => undefined);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    await worker.promise;
    signal.removeEventListener('abort', stop);
    if (!signal.aborted) throw new Error('The database could not be asked for them.');
  }

  private async perform(task: RecurringTask): Promise<void> {
    try {
      await task.run(this.stopping.signal);
    } catch (error) {
      if (this.stopping.signal.aborted) return;
      this.log.warn(`${task.name} failed, and is tried again: ${String(error)}`);
    }
  }
}
