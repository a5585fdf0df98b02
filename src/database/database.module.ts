import { Global, Module } from '@nestjs/common';
import { DeliveryDatabase } from './delivery.database.js';
import { DeskDatabase } from './desk.database.js';

/** The two ways into the database, for every module. */
@Global()
@Module({ providers: [DeskDatabase, DeliveryDatabase], exports: [DeskDatabase, DeliveryDatabase] })
export class DatabaseModule {}
