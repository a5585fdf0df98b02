// Indexes what is older than its index, and what came in between.
import { Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { JobsDatabase } from '../database/jobs.database.js';
import { indexMissing } from '../publishing/search-words.js';
import type { RecurringTask } from './recurring-task.js';

/** Held under the lock of publishing for some tens of milliseconds. */
const BATCH_ROWS = 50;
/** Leaves the database to others for as long as a batch takes. */
const BETWEEN_BATCHES_MS = 100;

@Injectable()
export class SearchIndexing implements RecurringTask {
  readonly name = 'index_search';

  constructor(private readonly database: JobsDatabase) {}

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && (await indexMissing(this.database, BATCH_ROWS)) > 0)
      await sleep(BETWEEN_BATCHES_MS);
  }
}
