// Indexes behind the start what is older than its index, and looks now and then whether anything came in between.
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DeskDatabase } from '../../database/desk.database.js';
import { indexMissing } from '../../publishing/search-words.js';

/** Held under the lock of publishing for some tens of milliseconds. */
const BATCH_ROWS = 50;
/** Leaves the database to others for as long as a batch takes. */
const BETWEEN_BATCHES_MS = 100;
/** An article that was published while its revision was being indexed is found by its words of before until then. */
const LOOK_AGAIN_MS = 60_000;

@Injectable()
export class SearchIndexer implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('SearchIndexer');
  private timer?: NodeJS.Timeout;
  private running = Promise.resolve();
  private stopping = false;

  constructor(private readonly database: DeskDatabase) {}

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
      this.wakeAfter(
        (await indexMissing(this.database, BATCH_ROWS)) > 0 ? BETWEEN_BATCHES_MS : LOOK_AGAIN_MS,
      );
    } catch (error) {
      this.log.warn(`Articles could not be indexed for search, and will be tried again: ${String(error)}`);
      this.wakeAfter(LOOK_AGAIN_MS);
    }
  }
}
