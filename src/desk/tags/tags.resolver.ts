import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type {
  CreateTagInput,
  DeletePayload,
  DeleteTagInput,
  MergeTagsInput,
  QueryTagsArgs,
  UpdateTagInput,
} from '../../graphql/generated/desk.js';
import type { Tag } from '../../database/generated/prisma/client.js';
import type { Connection } from '../../graphql/paging.js';
import { RequireRole } from '../users/require-role.decorator.js';
import { SignedIn } from '../users/signed-in.decorator.js';
import type { DeskContext } from '../context.js';
import { TagLoader } from './tag.loader.js';
import { TagQueries } from './tag.queries.js';
import { TagsService } from './tags.service.js';

type Payload = Promise<{ tag: Tag }>;

@Resolver('Tag')
export class TagsResolver {
  constructor(
    private readonly queries: TagQueries,
    private readonly loader: TagLoader,
    private readonly tags: TagsService,
  ) {}

  @SignedIn()
  @Query('tags')
  page(@Args() args: QueryTagsArgs): Promise<Connection<Tag>> {
    return this.queries.page(args);
  }

  @SignedIn()
  @Mutation('createTag')
  async create(@Args('input') input: CreateTagInput): Payload {
    return { tag: await this.tags.create(input) };
  }

  @RequireRole('EDITOR')
  @Mutation('updateTag')
  async update(@Args('input') input: UpdateTagInput): Payload {
    return { tag: await this.tags.update(input) };
  }

  @RequireRole('EDITOR')
  @Mutation('mergeTags')
  async merge(@Args('input') input: MergeTagsInput): Payload {
    return { tag: await this.tags.merge(input) };
  }

  @RequireRole('EDITOR')
  @Mutation('deleteTag')
  async delete(@Args('input') input: DeleteTagInput): Promise<DeletePayload> {
    return { deletedId: await this.tags.delete(input.id) };
  }

  @ResolveField('articleCount')
  articleCount(@Context() context: DeskContext, @Parent() tag: Tag): Promise<number> {
    return this.loader.articleCount(context, tag.id);
  }
}
