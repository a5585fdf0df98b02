import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Author } from '../../database/generated/prisma/client.js';
import type { Actor, DeskContext } from '../context.js';
import type {
  CreateAuthorInput,
  DeleteAuthorInput,
  DeletePayload,
  MergeAuthorsInput,
  QueryAuthorsArgs,
  UpdateAuthorInput,
} from '../../graphql/generated/desk.js';
import type { Connection } from '../../graphql/paging.js';
import { RequireRole } from '../users/require-role.decorator.js';
import { UserLoader, type VisibleUser } from '../users/user.loader.js';
import { CurrentActor } from '../users/current-actor.decorator.js';
import { SignedIn } from '../users/signed-in.decorator.js';
import { AuthorLoader } from './author.loader.js';
import { AuthorQueries } from './author.queries.js';
import { AuthorsService } from './authors.service.js';

type Payload = Promise<{ author: Author }>;

@Resolver('Author')
export class AuthorsResolver {
  constructor(
    private readonly queries: AuthorQueries,
    private readonly authors: AuthorsService,
    private readonly loader: AuthorLoader,
    private readonly users: UserLoader,
  ) {}

  @SignedIn()
  @Query('authors')
  page(@Args() args: QueryAuthorsArgs): Promise<Connection<Author>> {
    return this.queries.page(args);
  }

  @RequireRole('EDITOR')
  @Mutation('createAuthor')
  async create(@Args('input') input: CreateAuthorInput): Payload {
    return { author: await this.authors.create(input) };
  }

  @SignedIn()
  @Mutation('updateAuthor')
  async update(@CurrentActor() actor: Actor, @Args('input') input: UpdateAuthorInput): Payload {
    return { author: await this.authors.update(actor, input) };
  }

  @RequireRole('EDITOR')
  @Mutation('mergeAuthors')
  async merge(@Args('input') input: MergeAuthorsInput): Payload {
    return { author: await this.authors.merge(input) };
  }

  @RequireRole('EDITOR')
  @Mutation('deleteAuthor')
  async delete(@Args('input') input: DeleteAuthorInput): Promise<DeletePayload> {
    return { deletedId: await this.authors.delete(input.id) };
  }

  @ResolveField('articleCount')
  articleCount(@Context() context: DeskContext, @Parent() author: Author): Promise<number> {
    return this.loader.articleCount(context, author.id);
  }

  @ResolveField('user')
  async user(@Context() context: DeskContext, @Parent() author: Author): Promise<VisibleUser | null> {
    return author.userId === null ? null : this.users.byId(context, author.userId);
  }
}
