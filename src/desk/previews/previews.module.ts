import { Module } from '@nestjs/common';
import { UsersModule } from '../users/users.module.js';
import { PreviewQueries } from './preview.queries.js';
import { ArticlePreviewsResolver, PreviewsResolver } from './previews.resolver.js';
import { PreviewsService } from './previews.service.js';

/** How a frontend comes to see what is not live. */
@Module({
  imports: [UsersModule],
  providers: [ArticlePreviewsResolver, PreviewQueries, PreviewsResolver, PreviewsService],
})
export class PreviewsModule {}
