import { Module } from '@nestjs/common';
import { JobsDatabase } from '../database/jobs.database.js';
import { JobRunner } from './job-runner.js';
import { RECURRING_TASKS, type RecurringTask } from './recurring-task.js';
import { RenderingProgress } from './rendering-progress.js';
import { Rerendering } from './rerendering.js';

/** What the servers do in the background. A further task is a provider, and a line of the list. */
@Module({
  providers: [
    JobsDatabase,
    JobRunner,
    RenderingProgress,
    Rerendering,
    {
      provide: RECURRING_TASKS,
      inject: [Rerendering],
      useFactory: (...tasks: RecurringTask[]): readonly RecurringTask[] => tasks,
    },
  ],
  exports: [RenderingProgress],
})
export class JobsModule {}
