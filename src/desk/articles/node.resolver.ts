// Query.node of the desk: whatever has an id, for who may see it; null for everybody else. It stands here, since
// articles know the other features.
import { Args, Context, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { DeskDatabase } from '../../database/desk.database.js';
import { typeOfId } from '../../domain/identity.js';
import type { Actor, DeskContext } from '../context.js';
import { AuthorLoader } from '../authors/author.loader.js';
import { TagLoader } from '../tags/tag.loader.js';
import { visibleArticles } from '../users/article-access.js';
import { UserLoader } from '../users/user.loader.js';
import { CurrentActor } from '../users/current-actor.decorator.js';
import { SignedIn } from '../users/signed-in.decorator.js';
import { ArticleQueries } from './article.queries.js';
import { RevisionQueries } from './revision.queries.js';

interface Identified {
  readonly id: string;
}

@Resolver('Node')
export class NodeResolver {
  constructor(
    private readonly database: DeskDatabase,
    private readonly articles: ArticleQueries,
    private readonly revisions: RevisionQueries,
    private readonly authors: AuthorLoader,
    private readonly tags: TagLoader,
    private readonly users: UserLoader,
  ) {}

  @SignedIn()
  @Query('node')
  async node(
    @Args('id') id: string,
    @CurrentActor() actor: Actor,
    @Context() context: DeskContext,
  ): Promise<Identified | null> {
    const isAdmin = actor.role === 'ADMIN';
    switch (typeOfId(id)) {
      case 'Article':
        return this.articles.one(actor, id);
      case 'Revision':
        return this.revisions.one(actor, id);
      case 'Event':
        return this.database.event.findFirst({ where: { id, article: visibleArticles(actor) } });
      case 'Publication':
        return this.database.publication.findFirst({ where: { id, article: visibleArticles(actor) } });
      case 'Tag':
        return this.tags.byId(context, id);
      case 'Author':
        return this.authors.byId(context, id);
      case 'User':
        return isAdmin || id === actor.id ? this.users.byId(context, id) : null;
      case 'ApiToken':
        return isAdmin ? this.database.apiToken.findUnique({ where: { id } }) : null;
      default:
        return null;
    }
  }

  @ResolveField('__resolveType')
  typeOf({ id }: Identified) {
    return typeOfId(id);
  }
}
