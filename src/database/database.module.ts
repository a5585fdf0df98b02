import { Global, Module } from '@nestjs/common';
import { ChangeFeed } from './change-feed.js';
import { DeliveryDatabase } from './delivery.database.js';
import { DeskDatabase } from './desk.database.js';
import { PreviewDatabase } from './preview.database.js';

/** The ways into the database, and the news of what readers may see, for every module. */
@Global()
@Module({
  providers: [DeskDatabase, DeliveryDatabase, PreviewDatabase, ChangeFeed],
  exports: [DeskDatabase, DeliveryDatabase, PreviewDatabase, ChangeFeed],
})
export class DatabaseModule {}
