import { Global, Module } from '@nestjs/common';
import { ContentChanges } from './content-changes.js';
import { DeliveryDatabase } from './delivery.database.js';
import { DeskDatabase } from './desk.database.js';

/** The two ways into the database, and the news of what readers may see, for every module. */
@Global()
@Module({
  providers: [DeskDatabase, DeliveryDatabase, ContentChanges],
  exports: [DeskDatabase, DeliveryDatabase, ContentChanges],
})
export class DatabaseModule {}
