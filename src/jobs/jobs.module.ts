import { Module } from '@nestjs/common';
import { CONFIG, type ServerConfig } from '../config/config.js';
import { JobsDatabase } from '../database/jobs.database.js';
import { HistoryChaining } from './history-chaining.js';
import { JobRunner } from './job-runner.js';
import { RECURRING_TASKS, type RecurringTask } from './recurring-task.js';
import { RenameInArticles } from './rename-in-articles.js';
import { RenderingProgress } from './rendering-progress.js';
import { Rerendering } from './rerendering.js';
import { SearchIndexing } from './search-indexing.js';

/** What the servers do in the background. A further task is a provider, and a line of the list. */
@Module({
  providers: [
    HistoryChaining,
    JobsDatabase,
    JobRunner,
    RenameInArticles,
    RenderingProgress,
    Rerendering,
    SearchIndexing,
    {
      provide: RECURRING_TASKS,
      // In this order: rendering may take an hour.
      inject: [CONFIG, HistoryChaining, RenameInArticles, SearchIndexing, Rerendering],
      // A server without the key would take the job from those that have it.
      useFactory: (
        { historyKeys }: ServerConfig,
        chaining: RecurringTask,
        ...others: RecurringTask[]
      ): readonly RecurringTask[] => (historyKeys.length > 0 ? [chaining, ...others] : others),
    },
  ],
  exports: [RenderingProgress],
})
export class JobsModule {}
