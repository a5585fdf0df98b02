import { Module } from '@nestjs/common';
import { ResponseCache } from './cache/response-cache.js';
import { DeliveryRoute } from './delivery.route.js';
import { OperationExecutor } from './operations/operation-executor.js';
import { PersistedDocuments } from './operations/persisted-documents.js';
import { buildDeliverySchema, DELIVERY_SCHEMA } from './schema.js';

/** The public API: what readers' frontends fetch. No guard and no actor: it cannot leak what it cannot read. */
@Module({
  providers: [
    { provide: DELIVERY_SCHEMA, useFactory: buildDeliverySchema },
    DeliveryRoute,
    OperationExecutor,
    PersistedDocuments,
    ResponseCache,
  ],
})
export class DeliveryModule {}
