import { Inject } from '@nestjs/common';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CONFIG, type Config } from '../../config/config.js';
import { DeskDatabase } from '../../database/desk.database.js';
import type { Article } from '../../database/generated/prisma/client.js';
import { blockersOf } from '../../domain/blockers.js';
import { TRANSITIONS } from '../../domain/editorial-workflow.js';
import type { Actor, DeskContext } from '../context.js';
import type { ArticleHistoryArgs, ArticlePublicationsArgs } from '../../graphql/generated/desk.js';
import { inOrderOf } from '../loaders.js';
import { CurrentActor } from '../users/current-actor.decorator.js';
import type { CurrentArticle } from './current-articles.js';
import { EventQueries } from './event.queries.js';
import { PublicationLoader } from './publication.loader.js';
import type { TransitionChoice } from './transition-options.resolver.js';
import { loadWorkflowFacts } from './workflow-facts.js';

@Resolver('Article')
export class ArticleStateResolver {
  constructor(
    private readonly database: DeskDatabase,
    private readonly publications: PublicationLoader,
    private readonly events: EventQueries,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @ResolveField('live')
  live(@Parent() { id, asOf }: CurrentArticle, @Context() context: DeskContext) {
    return this.publications.live(context, id, asOf);
  }

  @ResolveField('scheduled')
  scheduled(@Parent() { id, asOf }: CurrentArticle, @Context() context: DeskContext) {
    return this.publications.scheduled(context, id, asOf);
  }

  @ResolveField('history')
  history(@Parent() article: Article, @Args() args: ArticleHistoryArgs, @Context() context: DeskContext) {
    return this.events.history(context, article.id, args);
  }

  @ResolveField('publications')
  publicationPage(
    @Parent() article: Article,
    @Args() args: ArticlePublicationsArgs,
    @Context() context: DeskContext,
  ) {
    return this.publications.page(context, article.id, args);
  }

  /** What is answered and what is done come from the same facts and the same function. */
  @ResolveField('transitions')
  async transitions(
    @Parent() article: Article,
    @CurrentActor() actor: Actor,
    @Context() context: DeskContext,
  ): Promise<TransitionChoice[]> {
    const loaded = await context.loaders
      .of(this, async (articleIds: readonly string[]) => {
        const found = await loadWorkflowFacts(this.database, actor, articleIds, this.config.fourEyes);
        return inOrderOf(articleIds, found, (one) => one.article.id);
      })
      .load(article.id);
    if (loaded === null) return [];
    return TRANSITIONS.map((name) => {
      const blockedBy = blockersOf(name, loaded.facts);
      const { state } = loaded.facts;
      return { name, allowed: blockedBy.length === 0, blockedBy, articleId: article.id, state };
    });
  }
}
