import { Module } from '@nestjs/common';
import { ArticleStateResolver } from './article-state.resolver.js';
import { ClockService } from './clock.service.js';
import { DecisionsService } from './decisions.service.js';
import { EventQueries } from './event.queries.js';
import { EventResolver, PublicationResolver } from './event.resolver.js';
import { PublicationLoader } from './publication.loader.js';
import { ReviewStatesResolver } from './review-states.resolver.js';
import { TransitionsService } from './transitions.service.js';
import { UsersModule } from '../users/users.module.js';

/** Where an article stands, who may move it on, and what was done to it. */
@Module({
  imports: [UsersModule],
  providers: [
    ArticleStateResolver,
    ClockService,
    DecisionsService,
    EventQueries,
    EventResolver,
    PublicationLoader,
    PublicationResolver,
    ReviewStatesResolver,
    TransitionsService,
  ],
  exports: [ClockService, TransitionsService],
})
export class ReviewStatesModule {}
