import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Preview } from '../../database/columns.js';
import type { Article } from '../../database/generated/prisma/client.js';
import type {
  CreatePreviewInput,
  QueryPreviewsArgs,
  RevokePreviewInput,
  RevokePreviewPayload,
} from '../../graphql/generated/desk.js';
import type { Connection } from '../../graphql/paging.js';
import type { Actor, DeskContext } from '../context.js';
import { CurrentActor } from '../users/current-actor.decorator.js';
import { SignedIn } from '../users/signed-in.decorator.js';
import { UserLoader, type Person } from '../users/user.loader.js';
import { PreviewQueries } from './preview.queries.js';
import { PreviewsService, type CreatedPreview } from './previews.service.js';

@Resolver('Preview')
export class PreviewsResolver {
  constructor(
    private readonly service: PreviewsService,
    private readonly queries: PreviewQueries,
    private readonly users: UserLoader,
  ) {}

  @SignedIn()
  @Query('previews')
  page(@CurrentActor() actor: Actor, @Args() args: QueryPreviewsArgs): Promise<Connection<Preview>> {
    return this.queries.page(actor, args);
  }

  @SignedIn()
  @Mutation('createPreview')
  create(@CurrentActor() actor: Actor, @Args('input') input: CreatePreviewInput): Promise<CreatedPreview> {
    return this.service.create(actor, input);
  }

  @SignedIn()
  @Mutation('revokePreview')
  revoke(
    @CurrentActor() actor: Actor,
    @Args('input') input: RevokePreviewInput,
  ): Promise<RevokePreviewPayload> {
    return this.service.revoke(actor, input);
  }

  @ResolveField('by')
  by(@Parent() { byId }: Preview, @Context() context: DeskContext): Promise<Person | null> {
    return this.users.byId(context, byId);
  }
}

@Resolver('Article')
export class ArticlePreviewsResolver {
  constructor(private readonly queries: PreviewQueries) {}

  @ResolveField('previews')
  previews(@Parent() { id }: Article, @Context() context: DeskContext): Promise<Preview[]> {
    return this.queries.ofArticle(context, id);
  }
}
