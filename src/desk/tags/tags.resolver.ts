import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type {
  CreateTagInput,
  DeletePayload,
  DeleteTagInput,
  MergeTagsInput,
  QueryTagsArgs,
  Tag,
  TagPayload,
  UpdateTagInput,
} from '../../graphql/generated/desk.js';
import type { Connection } from '../../graphql/paging.js';
import { RequireRole } from '../users/require-role.decorator.js';
import { TagQueries } from './tag.queries.js';
import { TagsService } from './tags.service.js';

@Resolver('Tag')
export class TagsResolver {
  constructor(
    private readonly queries: TagQueries,
    private readonly tags: TagsService,
  ) {}

  @Query('tags')
  page(@Args() args: QueryTagsArgs): Promise<Connection<Tag>> {
    return this.queries.page(args);
  }

  @Mutation('createTag')
  async create(@Args('input') input: CreateTagInput): Promise<TagPayload> {
    return { tag: await this.tags.create(input) };
  }

  @RequireRole('EDITOR')
  @Mutation('updateTag')
  async update(@Args('input') input: UpdateTagInput): Promise<TagPayload> {
    return { tag: await this.tags.update(input) };
  }

  @RequireRole('EDITOR')
  @Mutation('mergeTags')
  async merge(@Args('input') input: MergeTagsInput): Promise<TagPayload> {
    return { tag: await this.tags.merge(input) };
  }

  @RequireRole('EDITOR')
  @Mutation('deleteTag')
  async delete(@Args('input') input: DeleteTagInput): Promise<DeletePayload> {
    return { deletedId: await this.tags.delete(input.id) };
  }
}
