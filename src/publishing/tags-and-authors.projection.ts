// The projection of tags and authors: what delivery shows of them follows the desk, also inside the articles that carry them. It
// writes no article: the views look up what `delivery.renamed` names, until a job has rewritten the copies in articles. Past
// publications keep the names that they were published with.
import sql, { raw, type Sql } from 'sql-template-tag';
import type { Transaction } from '../database/transaction.js';
import { lockPublishing, appendChange } from './changes.js';
import { copyListings, countCopies } from './merged-listings.js';
import { refreshPreviews } from './previews.projection.js';

type Kind = 'tag' | 'author';

/** Of a longer list, a change touches all lists: finding those that share an article with it takes 200 ms for 80,000. */
const MAX_COMPARED_LISTINGS = 1_000;

export const projectTag = (tx: Transaction, tagId: string) => projectChanged(tx, 'tag', tagId);
export const projectAuthor = (tx: Transaction, authorId: string) => projectChanged(tx, 'author', authorId);

/** Of the transaction: half a million articles take ten seconds. Nobody waits for it who does not change the same tags or authors. */
export const MERGE_OPTIONS = { timeout: 60_000 } as const;

/**
 * Every article of `from` shows `into` instead, and `from`'s slugs find `into`. The desk's rows say so already, and are locked. A job
 * removes the listings of `from`, in which nobody finds it any more.
 */
export async function projectMerged(
  tx: Transaction,
  kind: Kind,
  fromId: string,
  intoId: string,
): Promise<void> {
  await refreshPreviews(tx, kind, fromId);
  const copied = await copyListings(tx, fromId, intoId);
  await lockPublishing(tx);
  await countCopies(tx, kind, intoId, copied);
  const touched = [`${kind}s`, fromId, intoId, ...(await listTags(tx, fromId)), `in:${intoId}`];
  const table = raw(`${kind}s`);
  const text = textOf(kind);
  await tx.$executeRaw(sql`
    INSERT INTO delivery.${table} (id, slug, name, ${text})
    SELECT id, slug, name, ${text} FROM desk.${table}
    WHERE id = ${intoId} AND EXISTS (SELECT 1 FROM delivery.${table} WHERE id = ${fromId})
    ON CONFLICT (id) DO NOTHING`);
  await markRenamed(tx, fromId);
  await remove(tx, kind, fromId);
  await projectSlugsOf(tx, kind, intoId);
  await appendChange(tx, [...touched, ...(await slugTags(tx, intoId))]);
}

/** What no article that is live or scheduled has: delivery may know it of past publications. */
export async function projectDeleted(tx: Transaction, kind: Kind, id: string): Promise<void> {
  await refreshPreviews(tx, kind, id);
  await lockPublishing(tx);
  const slugs = await slugTags(tx, id);
  await tx.$executeRaw`DELETE FROM delivery.listings WHERE list_id = ${id}`;
  if ((await remove(tx, kind, id)) === 0 && slugs.length === 0) return;
  await appendChange(tx, [`${kind}s`, id, ...slugs]);
}

/** @returns whether delivery knew it: 1 or 0 */
async function remove(tx: Transaction, kind: Kind, id: string): Promise<number> {
  await tx.$executeRaw`DELETE FROM delivery.slugs WHERE kind = ${kind} AND id = ${id}`;
  await tx.$executeRaw`DELETE FROM delivery.lists WHERE id = ${id}`;
  return tx.$executeRaw(sql`DELETE FROM delivery.${raw(`${kind}s`)} WHERE id = ${id}`);
}

const textOf = (kind: Kind) => (kind === 'tag' ? raw('description') : raw('bio'));

async function projectChanged(tx: Transaction, kind: Kind, id: string): Promise<void> {
  await refreshPreviews(tx, kind, id);
  await lockPublishing(tx);
  const text = textOf(kind);
  const table = raw(`${kind}s`);
  const known = await tx.$executeRaw(sql`
    UPDATE delivery.${table} d SET slug = t.slug, name = t.name, ${text} = t.${text}
    FROM desk.${table} t WHERE t.id = d.id AND d.id = ${id}`);
  if (known === 0) return;
  await projectSlugsOf(tx, kind, id);
  await markRenamed(tx, id);
  await appendChange(tx, [`${kind}s`, id, ...(await listTags(tx, id)), ...(await slugTags(tx, id))]);
}

/** The articles in its list carry an earlier name from now on, which is looked up instead. */
const markRenamed = (tx: Transaction, id: string) => tx.$executeRaw`
  INSERT INTO delivery.renamed (id) SELECT ${id} WHERE EXISTS (SELECT FROM delivery.listings WHERE list_id = ${id})
  ON CONFLICT (id) DO UPDATE SET at = excluded.at`;

async function projectSlugsOf(tx: Transaction, kind: Kind, id: string): Promise<void> {
  const owner: Sql = kind === 'tag' ? sql`tag_id` : sql`author_id`;
  await tx.$executeRaw(sql`
    INSERT INTO delivery.slugs (kind, slug, id, since)
    SELECT ${kind}, s.slug, s.${owner}, '-infinity'
    FROM desk.${raw(`${kind}_slugs`)} s JOIN delivery.${raw(`${kind}s`)} d ON d.id = s.${owner}
    WHERE s.${owner} = ${id}
    ON CONFLICT (kind, slug) DO UPDATE SET id = excluded.id`);
}

async function slugTags(tx: Transaction, id: string): Promise<string[]> {
  const rows = await tx.$queryRaw<
    { key: string }[]
  >`SELECT kind || ':' || slug AS key FROM delivery.slugs WHERE id = ${id}`;
  return rows.map((row) => row.key);
}

/** All lists that may have an article of its own: a page of articles shows its tags and authors, and does not name them. */
async function listTags(tx: Transaction, id: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ key: string }[]>`
    WITH list AS (SELECT listings > ${MAX_COMPARED_LISTINGS} AS is_long FROM delivery.lists WHERE id = ${id})
    SELECT delivery.list_key(l.id) AS key FROM delivery.lists l
    WHERE l.listings > 0 AND (SELECT is_long FROM list)
    UNION ALL
    SELECT DISTINCT delivery.list_key(other.list_id)
    FROM delivery.listings own JOIN delivery.listings other USING (article_id)
    WHERE own.list_id = ${id} AND NOT (SELECT is_long FROM list)`;
  return rows.map((row) => row.key);
}
