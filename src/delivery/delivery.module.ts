import { Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { CONFIG, type ServerConfig } from '../config/config.js';
import { DeliveryDatabase } from '../database/delivery.database.js';
import { sdlOf } from '../files.js';
import { apiOptions } from '../graphql/api-options.js';
import { scalars } from '../graphql/scalars.js';
import { Answers } from './cache/answers.js';
import { PersistedDocuments } from './questions/persisted-documents.js';
import { Questions } from './questions/questions.js';
import { deliveryContext } from './delivery-context.js';
import { deliveryResolvers, picked } from './delivery.resolvers.js';

/** The public wing: what readers' frontends fetch. No guard and no actor: it cannot leak what it cannot read. */
@Module({
  imports: [
    GraphQLModule.forRootAsync<ApolloDriverConfig>({
      driver: ApolloDriver,
      inject: [DeliveryDatabase, CONFIG],
      useFactory: (database: DeliveryDatabase, config: ServerConfig): ApolloDriverConfig => ({
        ...apiOptions('delivery'),
        path: '/graphql',
        typePaths: sdlOf('delivery'),
        // Its resolvers are plain objects: Nest's cost more a call than most of them do.
        include: [DeliveryModule],
        resolvers: { ...scalars, ...deliveryResolvers(database) },
        fieldResolver: picked,
        context: deliveryContext(config.authSecret),
      }),
    }),
  ],
  providers: [Answers, PersistedDocuments, Questions],
})
export class DeliveryModule {}
