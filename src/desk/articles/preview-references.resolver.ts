// The article and the revision that a preview shows. Who got the preview may see both: it is the viewer's own, or the viewer is an
// editor, or it was read from the article.
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Preview } from '../../database/columns.js';
import type { Actor, DeskContext } from '../context.js';
import { CurrentActor } from '../users/current-actor.decorator.js';
import { ArticleQueries } from './article.queries.js';
import { RevisionQueries } from './revision.queries.js';

@Resolver('Preview')
export class PreviewReferencesResolver {
  constructor(
    private readonly articles: ArticleQueries,
    private readonly revisions: RevisionQueries,
  ) {}

  @ResolveField('article')
  article(@Parent() { articleId }: Preview, @CurrentActor() actor: Actor, @Context() context: DeskContext) {
    return articleId === null ? null : this.articles.byId(context, actor, articleId);
  }

  @ResolveField('revision')
  revision(@Parent() { revisionId }: Preview, @Context() context: DeskContext) {
    return revisionId === null ? null : this.revisions.byId(context, revisionId);
  }
}
