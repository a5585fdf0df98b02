// Articles to which time has done something that their history does not tell yet.
import sql, { type Sql } from 'sql-template-tag';
import { ARTICLE_COLUMNS, columnsOf } from '../../database/columns.js';
import type { DeskDatabase } from '../../database/desk.database.js';
import type { Article } from '../../database/generated/prisma/client.js';
import type { Transaction } from '../../database/transaction.js';
import type { OpenChain } from './events.js';
import type { WorkflowFacts } from './workflow-facts.js';

/** Rows of `article_id`. */
const DUE = sql`
  SELECT article_id FROM desk.publications WHERE NOT go_live_recorded AND live_from <= now()
  UNION
  SELECT article_id FROM desk.publications WHERE NOT expire_recorded AND live_until <= now()`;

/** Their ids. */
export async function findDue(database: DeskDatabase): Promise<string[]> {
  const rows = await database.$queryRaw<{ articleId: string }[]>(
    sql`SELECT article_id AS "articleId" FROM (${DUE}) due`,
  );
  return rows.map(({ articleId }) => articleId);
}

/** What is recorded of time has to know of an article. */
export type DueArticle = Pick<WorkflowFacts, 'article' | 'now' | 'chain'>;

/**
 * Locks an article that is due, and waits for nobody: whoever has it locked records what is due before anything else, or somebody
 * will a second later.
 * @param openEnd HistoryWriter's expression
 * @returns undefined where somebody else has it locked, or has recorded it
 */
export async function lockDue(
  tx: Transaction,
  articleId: string,
  openEnd: Sql,
): Promise<DueArticle | undefined> {
  const locked = await tx.$queryRaw<unknown[]>(sql`
    SELECT FROM desk.articles WHERE id = ${articleId} AND id IN (${DUE}) FOR NO KEY UPDATE SKIP LOCKED`);
  if (locked.length === 0) return undefined;
  // A statement of its own, which sees what was committed before the lock.
  const [row] = await tx.$queryRaw<(Article & { now: Date; end: OpenChain['end'] })[]>(sql`
    SELECT ${columnsOf('a', ARTICLE_COLUMNS)}, ${openEnd} AS "end",
      date_trunc('milliseconds', clock_timestamp()) AS now
    FROM desk.articles a WHERE a.id = ${articleId}`);
  if (row === undefined) return undefined;
  const { now, end, ...article } = row;
  return { article, now, chain: { end, revisions: [] } };
}
