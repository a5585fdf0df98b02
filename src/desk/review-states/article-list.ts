// A list that each article has, as its history: one statement for a page of each of the articles that a request names.
import sql, { raw, type Sql } from 'sql-template-tag';
import type { DeskDatabase } from '../../database/desk.database.js';
import {
  connectionOf,
  cursorRange,
  ordered,
  parsePageArgs,
  type Connection,
  type ConnectionArgs,
  type Keyset,
} from '../../graphql/paging.js';
import type { DeskContext } from '../context.js';
import { groupedBy, inOrderOf } from '../loaders.js';

export interface ArticleList<Row> {
  /** What the list is known by among the loaders of a request: with all on which `where` depends. */
  readonly key: string;
  readonly keyset: Keyset;
  /** A table with a column article_id. */
  readonly table: string;
  readonly alias: string;
  /** What is selected of it. */
  readonly columns: Sql;
  /** A condition; begins with AND, or is empty. */
  readonly where: Sql;
  readonly keysOf: (row: Row) => readonly string[];
}

/** @throws BAD_USER_INPUT */
export async function articlePage<Row extends { readonly articleId: string }>(
  database: DeskDatabase,
  { loaders }: DeskContext,
  { key, keyset, table, alias, columns, where, keysOf }: ArticleList<Row>,
  articleId: string,
  args: ConnectionArgs,
): Promise<Connection<Row>> {
  const page = parsePageArgs(args, keyset);
  const from = raw(`${table} ${alias}`);
  const rows = await loaders
    .of(`${key} ${JSON.stringify(page)}`, async (articleIds: readonly string[]) => {
      const found = await database.$queryRaw<Row[]>(sql`
        SELECT ${columns} FROM unnest(${articleIds}::text[]) AS wanted(id)
        CROSS JOIN LATERAL (
          SELECT * FROM ${from} WHERE ${raw(alias)}.article_id = wanted.id${where}${cursorRange(page, keyset)}
          ${ordered(page, keyset)}
        ) ${raw(alias)}`);
      return groupedBy(articleIds, found, (row) => row.articleId);
    })
    .load(articleId);
  const count = async (articleIds: readonly string[]): Promise<number[]> => {
    const counts = await database.$queryRaw<{ articleId: string; count: number }[]>(sql`
      SELECT article_id AS "articleId", count(*)::int AS count FROM ${from}
      WHERE article_id = ANY (${articleIds}::text[])${where} GROUP BY article_id`);
    return inOrderOf(articleIds, counts, (row) => row.articleId).map((row) => row?.count ?? 0);
  };
  return connectionOf(rows, page, keyset, keysOf, () => loaders.of(`${key} count`, count).load(articleId));
}
