// Which articles use a tag or an author: those whose working copy, or what is live or scheduled, has it. Old revisions go on
// naming what was deleted.
import sql, { raw, type Sql } from 'sql-template-tag';
import type { DeskDatabase } from '../../database/desk.database.js';
import { conflict } from '../../domain/errors.js';
import type { Transaction } from '../../database/transaction.js';
import { inOrderOf } from '../loaders.js';

export type NamedKind = 'tag' | 'author';

/** How many of the articles a refusal names. */
const MAX_NAMED_ARTICLES = 5;

/** Rows of what is named (`id`) and the article that uses it (`article_id`), each pair once. @param ids of tags or authors */
function usesOf(kind: NamedKind, ids: readonly string[]): Sql {
  const column = raw(`${kind}_id`);
  return sql`
    SELECT DISTINCT coalesce(named.merged_into_id, named.id) AS id, r.article_id
    FROM desk.${raw(`${kind}s`)} named
    JOIN desk.${raw(`revision_${kind}s`)} listed ON listed.${column} = named.id
    JOIN desk.revisions r ON r.id = listed.revision_id
    JOIN desk.articles a ON a.id = r.article_id
    WHERE (named.id = ANY (${ids}::text[]) OR named.merged_into_id = ANY (${ids}::text[]))
      AND (r.number = a.working_number OR EXISTS (
        SELECT FROM desk.publications p
        WHERE p.revision_id = r.id AND (p.live_until IS NULL OR p.live_until > now())))`;
}

/** How many articles use each. */
export async function usageCounts(
  database: DeskDatabase,
  kind: NamedKind,
  ids: readonly string[],
): Promise<number[]> {
  const rows = await database.$queryRaw<{ id: string; count: number }[]>(
    sql`SELECT id, count(*)::int AS count FROM (${usesOf(kind, ids)}) uses GROUP BY id`,
  );
  return inOrderOf(ids, rows, ({ id }) => id).map((row) => row?.count ?? 0);
}

/** @throws CONFLICT where an article uses it, with the titles of some: `articles` and `articleCount` */
export async function assertUnused(tx: Transaction, kind: NamedKind, id: string): Promise<void> {
  const found = await tx.$queryRaw<{ id: string; title: string; count: number }[]>(sql`
    SELECT a.id, w.title, count(*) OVER ()::int AS count FROM (${usesOf(kind, [id])}) uses
    JOIN desk.articles a ON a.id = uses.article_id
    JOIN desk.revisions w ON w.article_id = a.id AND w.number = a.working_number
    ORDER BY a.updated_at DESC, a.id LIMIT ${MAX_NAMED_ARTICLES}`);
  const [first] = found;
  if (first === undefined) return;
  const more = first.count > 1 ? ` and ${first.count - 1} more` : '';
  throw conflict(`In use by “${first.title}”${more}: take it off there first.`, {
    articleCount: first.count,
    articles: found.map((article) => ({ id: article.id, title: article.title })),
  });
}

/** Whether any revision names it, however old. */
export async function isNamed(tx: Transaction, kind: NamedKind, ids: readonly string[]): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>(sql`
    SELECT FROM desk.${raw(`revision_${kind}s`)} WHERE ${raw(`${kind}_id`)} = ANY (${ids}::text[]) LIMIT 1`);
  return rows.length > 0;
}

/** Locked against revisions that come to name it: its row and those that were merged into it. */
export async function lockNamed(tx: Transaction, kind: NamedKind, id: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>(sql`
    SELECT id FROM desk.${raw(`${kind}s`)}
    WHERE (id = ${id} AND merged_into_id IS NULL AND deleted_at IS NULL) OR merged_into_id = ${id}
    ORDER BY id FOR UPDATE`);
  const ids = rows.map((row) => row.id);
  return ids.includes(id) ? ids : [];
}
