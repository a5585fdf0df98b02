// The projection of tags and authors: what delivery shows of them follows the desk, also inside the articles that carry them.
// Past publications keep the names that they were published with. A deletion needs no projection: only what no revision names
// is deleted, and delivery has no row of that.
import sql, { raw, type Sql } from 'sql-template-tag';
import type { Transaction } from '../database/transaction.js';
import { lockPublishing, appendChange } from './changes.js';
import { refreshPreviews } from './previews.projection.js';

type Kind = 'tag' | 'author';

export const projectTag = (tx: Transaction, tagId: string) => changed(tx, 'tag', tagId);
export const projectAuthor = (tx: Transaction, authorId: string) => changed(tx, 'author', authorId);

/** Every article of `from` shows `into` instead, and `from`'s slugs find `into`. */
export async function projectMergedTags(tx: Transaction, fromId: string, intoId: string): Promise<void> {
  await lockPublishing(tx);
  const touched = ['tags', fromId, intoId, ...(await listKeys(tx, fromId)), `in:${intoId}`];
  await refreshEmbedded(tx, fromId);
  await refreshPreviews(tx, 'tag', fromId);
  await tx.$executeRaw`
    INSERT INTO delivery.tags (id, slug, name, description)
    SELECT id, slug, name, description FROM desk.tags
    WHERE id = ${intoId} AND EXISTS (SELECT 1 FROM delivery.tags WHERE id = ${fromId})
    ON CONFLICT (id) DO NOTHING`;
  await tx.$executeRaw`
    INSERT INTO delivery.listings (list_id, publication_id, article_id, published_at, live_from, live_until, timed)
    SELECT ${intoId}, publication_id, article_id, published_at, live_from, live_until, timed
    FROM delivery.listings WHERE list_id = ${fromId}
    ON CONFLICT (list_id, publication_id) DO NOTHING`;
  await tx.$executeRaw`DELETE FROM delivery.listings WHERE list_id = ${fromId}`;
  await tx.$executeRaw`DELETE FROM delivery.tags WHERE id = ${fromId}`;
  await tx.$executeRaw`DELETE FROM delivery.slugs WHERE kind = 'tag' AND id = ${fromId}`;
  await tx.$executeRaw`DELETE FROM delivery.lists WHERE id = ${fromId}`;
  await projectSlugsOf(tx, 'tag', intoId);
  await appendChange(tx, [...touched, ...(await slugKeys(tx, intoId))]);
}

async function changed(tx: Transaction, kind: Kind, id: string): Promise<void> {
  await lockPublishing(tx);
  await refreshPreviews(tx, kind, id);
  const text = kind === 'tag' ? raw('description') : raw('bio');
  const table = raw(`${kind}s`);
  const known = await tx.$executeRaw(sql`
    UPDATE delivery.${table} d SET slug = t.slug, name = t.name, ${text} = t.${text}
    FROM desk.${table} t WHERE t.id = d.id AND d.id = ${id}`);
  if (known === 0) return;
  await projectSlugsOf(tx, kind, id);
  await refreshEmbedded(tx, id);
  await appendChange(tx, [`${kind}s`, id, ...(await listKeys(tx, id)), ...(await slugKeys(tx, id))]);
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

async function slugKeys(tx: Transaction, id: string): Promise<string[]> {
  const rows = await tx.$queryRaw<
    { key: string }[]
  >`SELECT kind || ':' || slug AS key FROM delivery.slugs WHERE id = ${id}`;
  return rows.map((row) => row.key);
}

/** All lists that have an article of its own: a page of articles shows its tags and authors, and does not name them. */
async function listKeys(tx: Transaction, id: string): Promise<string[]> {
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
