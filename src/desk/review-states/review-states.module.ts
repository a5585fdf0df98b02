import { Module } from '@nestjs/common';
import { ArticleStateResolver } from './article-state.resolver.js';
import { DecisionsService } from './decisions.service.js';
import { EventQueries } from './event.queries.js';
import { EventResolver, PublicationResolver } from './event.resolver.js';
import { HistoryWriter } from './events.js';
import { PublicationLoader } from './publication.loader.js';
import { ReviewStatesResolver } from './review-states.resolver.js';
import { ScheduleRecorder } from './schedule-recorder.js';
import { TransitionOptionsResolver } from './transition-options.resolver.js';
import { UsersModule } from '../users/users.module.js';
import { WorkflowService } from './workflow.service.js';

/** The workflow of articles: transitions, publications and history. */
@Module({
  imports: [UsersModule],
  providers: [
    ArticleStateResolver,
    DecisionsService,
    EventQueries,
    EventResolver,
    HistoryWriter,
    PublicationLoader,
    PublicationResolver,
    ReviewStatesResolver,
    ScheduleRecorder,
    TransitionOptionsResolver,
    WorkflowService,
  ],
  exports: [HistoryWriter, PublicationLoader, WorkflowService],
})
export class ReviewStatesModule {}
