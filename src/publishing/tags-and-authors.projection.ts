// The projection of tags and authors: what delivery shows of them follows the desk, also inside the articles that carry them.
// Past publications keep the names that they were published with.
import sql, { raw, type Sql } from 'sql-template-tag';
import type { Transaction } from '../database/transaction.js';
import { lockPublishing, appendChange } from './changes.js';
import { refreshPreviews } from './previews.projection.js';

type Kind = 'tag' | 'author';

export const projectTag = (tx: Transaction, tagId: string) => projectChanged(tx, 'tag', tagId);
export const projectAuthor = (tx: Transaction, authorId: string) => projectChanged(tx, 'author', authorId);

/** Every article of `from` shows `into` instead, and `from`'s slugs find `into`. */
export async function projectMerged(
  tx: Transaction,
  kind: Kind,
  fromId: string,
  intoId: string,
): Promise<void> {
  await lockPublishing(tx);
  const touched = [`${kind}s`, fromId, intoId, ...(await listTags(tx, fromId)), `in:${intoId}`];
  const table = raw(`${kind}s`);
  const text = textOf(kind);
  await refreshEmbedded(tx, fromId);
  await refreshPreviews(tx, kind, fromId);
  await tx.$executeRaw(sql`
    INSERT INTO delivery.${table} (id, slug, name, ${text})
    SELECT id, slug, name, ${text} FROM desk.${table}
    WHERE id = ${intoId} AND EXISTS (SELECT 1 FROM delivery.${table} WHERE id = ${fromId})
    ON CONFLICT (id) DO NOTHING`);
  await tx.$executeRaw`
    INSERT INTO delivery.listings (list_id, publication_id, article_id, published_at, live_from, live_until, timed)
    SELECT ${intoId}, publication_id, article_id, published_at, live_from, live_until, timed
    FROM delivery.listings WHERE list_id = ${fromId}
    ON CONFLICT (list_id, publication_id) DO NOTHING`;
  await remove(tx, kind, fromId);
  await projectSlugsOf(tx, kind, intoId);
  await appendChange(tx, [...touched, ...(await slugTags(tx, intoId))]);
}

/** What no article that is live or scheduled has: delivery may know it of past publications. */
export async function projectDeleted(tx: Transaction, kind: Kind, id: string): Promise<void> {
  await lockPublishing(tx);
  await refreshPreviews(tx, kind, id);
  const slugs = await slugTags(tx, id);
  if ((await remove(tx, kind, id)) === 0 && slugs.length === 0) return;
  await appendChange(tx, [`${kind}s`, id, ...slugs]);
}

/** @returns whether delivery knew it: 1 or 0 */
async function remove(tx: Transaction, kind: Kind, id: string): Promise<number> {
  await tx.$executeRaw`DELETE FROM delivery.listings WHERE list_id = ${id}`;
  await tx.$executeRaw`DELETE FROM delivery.slugs WHERE kind = ${kind} AND id = ${id}`;
  await tx.$executeRaw`DELETE FROM delivery.lists WHERE id = ${id}`;
  return tx.$executeRaw(sql`DELETE FROM delivery.${raw(`${kind}s`)} WHERE id = ${id}`);
}

const textOf = (kind: Kind) => (kind === 'tag' ? raw('description') : raw('bio'));

async function projectChanged(tx: Transaction, kind: Kind, id: string): Promise<void> {
  await lockPublishing(tx);
  await refreshPreviews(tx, kind, id);
  const text = textOf(kind);
  const table = raw(`${kind}s`);
  const known = await tx.$executeRaw(sql`
    UPDATE delivery.${table} d SET slug = t.slug, name = t.name, ${text} = t.${text}
    FROM desk.${table} t WHERE t.id = d.id AND d.id = ${id}`);
  if (known === 0) return;
  await projectSlugsOf(tx, kind, id);
  await refreshEmbedded(tx, id);
  await appendChange(tx, [`${kind}s`, id, ...(await listTags(tx, id)), ...(await slugTags(tx, id))]);
}

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

/** All lists that have an article of its own: a page of articles shows its tags and authors, and does not name them. */
async function listTags(tx: Transaction, id: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ key: string }[]>`
    SELECT DISTINCT delivery.list_key(other.list_id) AS key
    FROM delivery.listings own JOIN delivery.listings other USING (article_id) WHERE own.list_id = ${id}`;
  return rows.map((row) => row.key);
}

/** The articles in a list show their tags and authors as they are now. */
async function refreshEmbedded(tx: Transaction, listId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE delivery.articles a
    SET tags = s.tags, tag_ids = s.tag_ids, authors = s.authors, author_ids = s.author_ids
    FROM desk.publications p JOIN desk.shaped_revisions s ON s.revision_id = p.revision_id
    WHERE p.id = a.publication_id
      AND a.publication_id IN (SELECT publication_id FROM delivery.listings WHERE list_id = ${listId})`;
}
