import { Module } from '@nestjs/common';
import { UsersModule } from '../users/users.module.js';
import { AuthorLoader } from './author.loader.js';
import { AuthorQueries } from './author.queries.js';
import { AuthorsResolver } from './authors.resolver.js';
import { AuthorsService } from './authors.service.js';

@Module({
  imports: [UsersModule],
  providers: [AuthorLoader, AuthorQueries, AuthorsResolver, AuthorsService],
  exports: [AuthorLoader],
})
export class AuthorsModule {}
