import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Article } from '../../database/generated/prisma/client.js';
import type { Actor, DeskContext } from '../context.js';
import type { ArticleRevisionsArgs } from '../../graphql/generated/desk.js';
import { UserLoader } from '../users/user.loader.js';
import { CurrentActor } from '../users/current-actor.decorator.js';
import { SignedIn } from '../users/signed-in.decorator.js';
import { ArticleQueries, type ArticlesArgs } from './article.queries.js';
import { RevisionQueries } from './revision.queries.js';

@Resolver('Article')
export class ArticlesResolver {
  constructor(
    private readonly articles: ArticleQueries,
    private readonly revisions: RevisionQueries,
    private readonly users: UserLoader,
  ) {}

  @SignedIn()
  @Query('article')
  article(@CurrentActor() actor: Actor, @Args('id') id: string) {
    return this.articles.one(actor, id);
  }

  @SignedIn()
  @Query('articles')
  page(@CurrentActor() actor: Actor, @Args() args: ArticlesArgs) {
    return this.articles.page(actor, args);
  }

  @ResolveField('working')
  working(@Parent() { id, workingNumber }: Article, @Context() context: DeskContext) {
    return this.revisions.byNumber(context, id, workingNumber);
  }

  @ResolveField('revisions')
  revisionPage(
    @Parent() article: Article,
    @Args() args: ArticleRevisionsArgs,
    @Context() context: DeskContext,
  ) {
    return this.revisions.page(context, article, args);
  }

  @ResolveField('revision')
  revision(@Parent() { id }: Article, @Args('number') number: number, @Context() context: DeskContext) {
    return this.revisions.byNumber(context, id, number);
  }

  @ResolveField('owners')
  owners(@Parent() { id }: Article, @Context() context: DeskContext) {
    return this.articles.owners(context, id);
  }

  @ResolveField('createdBy')
  createdBy(@Parent() { createdById }: Article, @Context() context: DeskContext) {
    return this.users.byId(context, createdById);
  }
}
