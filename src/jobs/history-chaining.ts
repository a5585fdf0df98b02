// Takes what has no hash into the chains of the history.
import { Inject, Injectable, Logger } from '@nestjs/common';
import { CONFIG, type ServerConfig } from '../config/config.js';
import { JobsDatabase } from '../database/jobs.database.js';
import { chainHistories } from '../history/chain-histories.js';
import { type HistoryKey, keyring } from '../history/keys.js';
import type { RecurringTask } from './recurring-task.js';

@Injectable()
export class HistoryChaining implements RecurringTask {
  readonly name = 'chain_history';
  private readonly log = new Logger('History');
  private readonly key: HistoryKey | undefined;

  constructor(
    private readonly database: JobsDatabase,
    @Inject(CONFIG) { historyKeys }: ServerConfig,
  ) {
    [this.key] = keyring(historyKeys);
  }

  async run(signal: AbortSignal): Promise<void> {
    if (this.key === undefined) return;
    const session = await this.database.pool.connect();
    try {
      const taken = await chainHistories(session, this.key, signal);
      if (taken > 0) this.log.log(`Took ${taken} events into the chains of the history.`);
    } finally {
      session.release();
    }
  }
}
