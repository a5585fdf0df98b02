// Which articles an actor can see, for every read of the desk: lists, single articles, nested ones and counts. One rule, in each
// form in which articles are read.
import sql, { type Sql } from 'sql-template-tag';
import type { Prisma } from '../../database/generated/prisma/client.js';
import type { Actor } from '../context.js';

/** An editor can see all articles; a writer, those of which the writer is an owner. */
export const canSeeAll = (actor: Actor) => actor.role === 'EDITOR' || actor.role === 'ADMIN';

export function visibleArticles(actor: Actor): Prisma.ArticleWhereInput {
  return canSeeAll(actor) ? {} : { owners: { some: { userId: actor.id } } };
}

/** Whether the actor can see an article whose ownership is known. */
export const canSee = (actor: Actor, { isOwner }: { readonly isOwner: boolean }): boolean =>
  canSeeAll(actor) || isOwner;

/** The same as a condition. @param articleId the column that has the article's id */
export function visibleArticlesSql(actor: Actor, articleId: Sql): Sql {
  return canSeeAll(actor)
    ? sql`true`
    : sql`${articleId} IN (SELECT article_id FROM desk.article_owners WHERE user_id = ${actor.id})`;
}
