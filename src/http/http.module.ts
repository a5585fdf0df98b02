import { Module } from '@nestjs/common';
import { JobsModule } from '../jobs/jobs.module.js';
import { HealthController } from './health.controller.js';

/** HTTP endpoints that are not GraphQL. */
@Module({ imports: [JobsModule], controllers: [HealthController] })
export class HttpModule {}
