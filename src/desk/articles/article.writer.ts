// Writes the row of a new article. Everything later about it goes through WorkflowService.
import sql, { type Sql } from 'sql-template-tag';
import { ARTICLE_COLUMNS, columnsOf } from '../../database/columns.js';
import type { Article } from '../../database/generated/prisma/client.js';
import type { Transaction } from '../../database/transaction.js';
import type { ChainEnd } from '../../history/chain.js';

export interface NewArticle {
  readonly article: Article;
  /** The instant at which it was made, on the database's clock. */
  readonly now: Date;
  /** The author that its maker writes as; null where there is none. */
  readonly ownAuthorId: string | null;
  /** Of its OpenChain. */
  readonly end: ChainEnd | null;
}

/**
 * Its revision has to follow in the same transaction.
 * @param by the maker's user id, who owns it
 * @param openEnd HistoryWriter's expression
 */
export async function insertArticle(
  tx: Transaction,
  id: string,
  by: string,
  openEnd: Sql,
): Promise<NewArticle> {
  const [row] = await tx.$queryRaw<(Article & Pick<NewArticle, 'ownAuthorId' | 'end'>)[]>(sql`
    WITH clock AS MATERIALIZED (SELECT date_trunc('milliseconds', clock_timestamp()) AS now), article AS (
      INSERT INTO desk.articles (id, created_by_id, created_at, updated_at, state_since)
      SELECT ${id}, ${by}, now, now, now FROM clock
      RETURNING *
    ), owned AS (
      INSERT INTO desk.article_owners (article_id, user_id) SELECT id, created_by_id FROM article
    )
    SELECT ${columnsOf('a', ARTICLE_COLUMNS)},
      (SELECT own.id FROM desk.authors own WHERE own.user_id = a.created_by_id) AS "ownAuthorId",
      ${openEnd} AS "end"
    FROM article a`);
  if (row === undefined) throw new Error('The article was not written.');
  const { ownAuthorId, end, ...article } = row;
  return { article, now: article.createdAt, ownAuthorId, end };
}
