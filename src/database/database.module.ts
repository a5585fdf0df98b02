import { Global, Module } from '@nestjs/common';
import { ChangeFeed } from './change-feed.js';
import { DeliveryDatabase } from './delivery.database.js';
import { CONFIG, type ServerConfig } from '../config/config.js';
import { AuthenticationDatabase, DeskDatabase, keptForAuthentication } from './desk.database.js';
import { LockQueue } from './lock-queue.js';
import { PreviewDatabase } from './preview.database.js';

const authentication = {
  provide: AuthenticationDatabase,
  inject: [CONFIG, DeskDatabase],
  useFactory: (config: ServerConfig, desk: DeskDatabase) =>
    keptForAuthentication(config.poolSize) > 0 ? new AuthenticationDatabase(config) : desk,
};

/** The ways into the database, and the news of what readers may see, for every module. */
@Global()
@Module({
  providers: [authentication, DeskDatabase, DeliveryDatabase, LockQueue, PreviewDatabase, ChangeFeed],
  exports: [AuthenticationDatabase, DeskDatabase, DeliveryDatabase, LockQueue, PreviewDatabase, ChangeFeed],
})
export class DatabaseModule {}
