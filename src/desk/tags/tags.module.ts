import { Module } from '@nestjs/common';
import { TagLoader } from './tag.loader.js';
import { TagQueries } from './tag.queries.js';
import { TagsResolver } from './tags.resolver.js';
import { TagsService } from './tags.service.js';

@Module({ providers: [TagLoader, TagQueries, TagsResolver, TagsService], exports: [TagLoader] })
export class TagsModule {}
