import { Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { DESK_PATH } from '../config/paths.js';
import { sdlFolder } from '../project-paths.js';
import { APOLLO_OPTIONS } from './apollo-options.js';
import { ArticlesModule } from './articles/articles.module.js';
import { AuthorsModule } from './authors/authors.module.js';
import { AutosavesModule } from './autosaves/autosaves.module.js';
import { ContentSeqInterceptor } from './content-seq.interceptor.js';
import { deskContext } from './context.js';
import { DatabaseFaultInterceptor } from './database-fault.interceptor.js';
import { NewsroomModule } from './newsroom/newsroom.module.js';
import { PresenceModule } from './presence/presence.module.js';
import { PreviewsModule } from './previews/previews.module.js';
import { ReviewStatesModule } from './review-states/review-states.module.js';
import { TagsModule } from './tags/tags.module.js';
import { Authentication } from './users/authentication.js';
import { DeskGuard } from './users/desk.guard.js';
import { UsersModule } from './users/users.module.js';

const FEATURES = [
  ArticlesModule,
  AuthorsModule,
  AutosavesModule,
  NewsroomModule,
  PresenceModule,
  PreviewsModule,
  ReviewStatesModule,
  TagsModule,
  UsersModule,
];

/** The private API: people write, review and decide. */
@Module({
  imports: [
    ...FEATURES,
    GraphQLModule.forRootAsync<ApolloDriverConfig>({
      driver: ApolloDriver,
      imports: [UsersModule],
      inject: [Authentication],
      useFactory: (authentication: Authentication) => ({
        ...APOLLO_OPTIONS,
        path: DESK_PATH,
        typePaths: [`${sdlFolder('desk')}/**/*.graphql`],
        include: FEATURES,
        context: deskContext((request) => authentication.actorOf(request)),
      }),
    }),
  ],
  providers: [
    { provide: APP_GUARD, useExisting: DeskGuard },
    { provide: APP_INTERCEPTOR, useClass: DatabaseFaultInterceptor },
    { provide: APP_INTERCEPTOR, useClass: ContentSeqInterceptor },
  ],
})
export class DeskModule {}
