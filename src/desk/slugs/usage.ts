// Which articles use a tag or an author: those whose working copy, or what is live or scheduled, has it. What none uses can be
// deleted; old revisions go on naming it.
import sql, { raw, type Sql } from 'sql-template-tag';
import type { DeskDatabase } from '../../database/desk.database.js';
import { conflict, notFound } from '../../domain/errors.js';
import type { Transaction } from '../../database/transaction.js';
import { projectDeleted } from '../../publishing/tags-and-authors.projection.js';
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
async function assertUnused(tx: Transaction, kind: NamedKind, id: string): Promise<void> {
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

/**
 * Deletes a tag or an author, with those that were merged into it: their slugs are free again. Where old revisions name one of
 * them, the rows stay for these, and are found nowhere else.
 * @throws NOT_FOUND; CONFLICT while an article uses it, with where
 */
export async function deleteNamed(tx: Transaction, kind: NamedKind, id: string): Promise<void> {
  const table = raw(`desk.${kind}s`);
  const owner = raw(`${kind}_id`);
  // Locked against revisions that come to name them.
  const rows = await tx.$queryRaw<{ id: string; isWanted: boolean }[]>(sql`
    SELECT id, merged_into_id IS NULL AS "isWanted" FROM ${table}
    WHERE (id = ${id} AND merged_into_id IS NULL OR merged_into_id = ${id}) AND deleted_at IS NULL
    ORDER BY id FOR UPDATE`);
  if (!rows.some(({ isWanted }) => isWanted)) throw notFound();
  await assertUnused(tx, kind, id);
  const ids = rows.map((row) => row.id);
  const named = await tx.$queryRaw<unknown[]>(
    sql`SELECT FROM desk.${raw(`revision_${kind}s`)} WHERE ${owner} = ANY (${ids}::text[]) LIMIT 1`,
  );
  if (named.length === 0) {
    await tx.$executeRaw(sql`DELETE FROM ${table} WHERE merged_into_id = ${id}`);
    await tx.$executeRaw(sql`DELETE FROM ${table} WHERE id = ${id}`);
  } else {
    await tx.$executeRaw(sql`DELETE FROM desk.${raw(`${kind}_slugs`)} WHERE ${owner} = ANY (${ids}::text[])`);
    await tx.$executeRaw(sql`UPDATE ${table} SET deleted_at = now() WHERE id = ANY (${ids}::text[])`);
  }
  await projectDeleted(tx, kind, id);
}
