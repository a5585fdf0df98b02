import { Module } from '@nestjs/common';
import { PreviewsResolver } from './previews.resolver.js';
import { PreviewsService } from './previews.service.js';

/** How a frontend comes to see what is not live. */
@Module({ providers: [PreviewsResolver, PreviewsService] })
export class PreviewsModule {}
