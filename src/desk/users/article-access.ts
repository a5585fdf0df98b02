// Which articles somebody may see, for every read of the desk: lists, single articles, nested ones and counts. One
// question about the actor, answered in every way in which articles are read.
import sql, { type Sql } from 'sql-template-tag';
import type { Prisma } from '../../database/generated/prisma/client.js';
import type { Actor } from '../../graphql/context.js';

/** An editor sees all; a writer those of which the writer is an owner. */
const seesAll = (actor: Actor) => actor.role === 'EDITOR' || actor.role === 'ADMIN';

export function visibleTo(actor: Actor): Prisma.ArticleWhereInput {
  return seesAll(actor) ? {} : { owners: { some: { userId: actor.id } } };
}

/** The same of one article, of which it is known whether the actor owns it. */
export const maySee = (actor: Actor, { isOwner }: { readonly isOwner: boolean }): boolean =>
  seesAll(actor) || isOwner;

/** The same as a condition. @param articleId the column that has the article's id */
export function isVisibleTo(actor: Actor, articleId: Sql): Sql {
  return seesAll(actor)
    ? sql`true`
    : sql`${articleId} IN (SELECT article_id FROM desk.article_owners WHERE user_id = ${actor.id})`;
}
