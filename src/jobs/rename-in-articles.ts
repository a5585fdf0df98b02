// Rewrites the copies of tags' and authors' names that articles carry, after one was renamed or merged.
import { Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { JobsDatabase } from '../database/jobs.database.js';
import { findRenamed, forgetRenamed, rewriteBatch, type Renamed } from '../publishing/renamed-copies.js';
import type { RecurringTask } from './recurring-task.js';

/** A publication of one of these articles waits for them, some tens of milliseconds. */
const BATCH_ROWS = 50;
/** Leaves the database to others for as long as a batch takes. */
const BETWEEN_BATCHES_MS = 50;

@Injectable()
export class RenameInArticles implements RecurringTask {
  readonly name = 'rename_in_articles';

  constructor(private readonly database: JobsDatabase) {}

  async run(signal: AbortSignal): Promise<void> {
    for (const renamed of await findRenamed(this.database)) await this.rewrite(renamed, signal);
  }

  /** What is locked meanwhile, the next run does. */
  private async rewrite(renamed: Renamed, signal: AbortSignal): Promise<void> {
    let skipped = 0;
    for (let after: string | null = ''; after !== null;) {
      if (signal.aborted) return;
      const batch = await rewriteBatch(this.database, renamed.id, after, BATCH_ROWS);
      skipped += batch.skipped;
      after = batch.last;
      if (after !== null) await sleep(BETWEEN_BATCHES_MS);
    }
    if (skipped === 0) await forgetRenamed(this.database, renamed);
  }
}
