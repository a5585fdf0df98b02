// Writes into the history what time has done: GO_LIVE and EXPIRE at their true instants, also those that passed while no
// server ran. Nothing waits for it: what is live follows from the periods, and the desk's reads do too. All servers do it at once, and
// each article is left to the one that has locked it.
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DeskDatabase } from '../../database/desk.database.js';
import { findDue } from './due-articles.js';
import { WorkflowService } from './workflow.service.js';

const PASS_EVERY_MS = 1000;
/** After a pass that came to nothing, as on a database that somebody has yet to migrate. */
const RETRY_AFTER_MS = 3_000;

@Injectable()
export class ScheduleRecorder implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('ScheduleRecorder');
  private timer?: NodeJS.Timeout;
  private running = Promise.resolve();
  private stopping = false;
  /** Why the last pass failed, and which articles did: a failure is logged once, and again when it is another one. */
  private lastFailure?: string;
  private readonly failures = new Map<string, string>();

  constructor(
    private readonly database: DeskDatabase,
    private readonly workflow: WorkflowService,
  ) {}

  onApplicationBootstrap(): void {
    this.wakeAfter(0);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private wakeAfter(milliseconds: number): void {
    if (this.stopping) return;
    this.timer = setTimeout(() => (this.running = this.pass()), milliseconds).unref();
  }

  private async pass(): Promise<void> {
    try {
      const due = await findDue(this.database);
      for (const articleId of due) {
        if (this.stopping) return;
        await this.record(articleId);
      }
      for (const articleId of this.failures.keys()) {
        if (!due.includes(articleId)) this.failures.delete(articleId);
      }
      this.lastFailure = undefined;
      this.wakeAfter(PASS_EVERY_MS);
    } catch (error) {
      const failure = String(error);
      if (failure !== this.lastFailure) this.log.error(`Due transitions could not be looked for: ${failure}`);
      this.lastFailure = failure;
      this.wakeAfter(RETRY_AFTER_MS);
    }
  }

  /** Whatever is wrong with one article, the others go on; a transition of this one fails for the same reason. */
  private async record(articleId: string): Promise<void> {
    try {
      if (await this.workflow.performDue(articleId)) this.failures.delete(articleId);
    } catch (error) {
      const failure = String(error);
      if (failure !== this.failures.get(articleId)) {
        this.log.error(`What time did to ${articleId} could not be recorded: ${failure}`);
      }
      this.failures.set(articleId, failure);
    }
  }
}
