import { Module } from '@nestjs/common';
import { JobsModule } from '../jobs/jobs.module.js';
import { HealthController } from './health.controller.js';

/** What is asked over HTTP and is not GraphQL. */
@Module({ imports: [JobsModule], controllers: [HealthController] })
export class HttpModule {}
