import { Module } from '@nestjs/common';
import { JobsDatabase } from '../database/jobs.database.js';
import { HistoryChaining } from './history-chaining.js';
import { JobRunner } from './job-runner.js';
import { RECURRING_TASKS, type RecurringTask } from './recurring-task.js';
import { RenderingProgress } from './rendering-progress.js';
import { Rerendering } from './rerendering.js';
import { SearchIndexing } from './search-indexing.js';

/** What the servers do in the background. A further task is a provider, and a line of the list. */
@Module({
  providers: [
    HistoryChaining,
    JobsDatabase,
    JobRunner,
    RenderingProgress,
    Rerendering,
    SearchIndexing,
    {
      provide: RECURRING_TASKS,
      // In this order: rendering may take an hour.
      inject: [HistoryChaining, SearchIndexing, Rerendering],
      useFactory: (...tasks: RecurringTask[]): readonly RecurringTask[] => tasks,
    },
  ],
  exports: [RenderingProgress],
})
export class JobsModule {}
