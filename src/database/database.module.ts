import { Global, Module } from '@nestjs/common';
import { ChangeFeed } from './change-feed.js';
import { DeliveryDatabase } from './delivery.database.js';
import { DeskDatabase } from './desk.database.js';

/** The two ways into the database, and the news of what readers may see, for every module. */
@Global()
@Module({
  providers: [DeskDatabase, DeliveryDatabase, ChangeFeed],
  exports: [DeskDatabase, DeliveryDatabase, ChangeFeed],
})
export class DatabaseModule {}
