import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';

/** What is asked over HTTP and is not GraphQL. */
@Module({ controllers: [HealthController] })
export class HttpModule {}
