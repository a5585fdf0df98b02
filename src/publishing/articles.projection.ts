// The projection of articles: brings delivery's rows of one article in line with its publications, in the transaction that
// changed them. It decides nothing: what is live, and from when to when, is in desk.publications.
import sql, { join, raw } from 'sql-template-tag';
import type { Transaction } from '../database/transaction.js';
import { DELIVERY_COLUMNS } from '../domain/article-fields.js';
import { appendChange, lockPublishing } from './changes.js';

/** The columns that delivery.articles and desk.shaped_revisions have in common. */
const SHAPED_COLUMNS = ['article_id', ...DELIVERY_COLUMNS, 'search'];
const ALL = raw(['publication_id', ...SHAPED_COLUMNS, 'published_at', 'live_from', 'live_until'].join(', '));

/** @param now the instant of the change, on the database's clock */
export async function projectArticle(tx: Transaction, articleId: string, now: Date): Promise<void> {
  await lockPublishing(tx);
  const touched = await affectedTags(tx, articleId);
  await moveEnded(tx, articleId, now);
  await tx.$executeRaw(sql`
    INSERT INTO delivery.articles (${ALL})
    SELECT p.id, ${join(SHAPED_COLUMNS.map((column) => raw(`s.${column}`)))},
      p.published_at, p.live_from, coalesce(p.live_until, 'infinity')
    FROM desk.publications p JOIN desk.shaped_revisions s ON s.revision_id = p.revision_id
    WHERE p.article_id = ${articleId} AND (p.live_until IS NULL OR p.live_until > ${now})
    ON CONFLICT (publication_id) DO NOTHING`);
  await projectListings(tx, articleId, now);
  await projectTagsAndAuthors(tx, articleId);
  await projectSlugs(tx, articleId, now);
  await appendChange(tx, [...touched, ...(await affectedTags(tx, articleId))]);
}

/** Moves what has ended out of the lists' way, and deletes what was cancelled. */
async function moveEnded(tx: Transaction, articleId: string, now: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE delivery.articles a SET live_until = coalesce(p.live_until, 'infinity')
    FROM desk.publications p
    WHERE p.id = a.publication_id AND a.article_id = ${articleId}
      AND a.live_until <> coalesce(p.live_until, 'infinity')`;
  await tx.$executeRaw`
    DELETE FROM delivery.articles a
    WHERE a.article_id = ${articleId}
      AND NOT EXISTS (SELECT 1 FROM desk.publications p WHERE p.id = a.publication_id)`;
  await tx.$executeRaw(sql`
    WITH ended AS (
      DELETE FROM delivery.articles WHERE article_id = ${articleId} AND live_until <= ${now} RETURNING ${ALL}
    )
    INSERT INTO delivery.past_articles (${ALL}) SELECT ${ALL} FROM ended`);
}

/** The lists of an article: the site's, its tags' and its authors'. */
async function projectListings(tx: Transaction, articleId: string, now: Date): Promise<void> {
  await tx.$executeRaw`DELETE FROM delivery.listings WHERE article_id = ${articleId}`;
  await tx.$executeRaw`
    INSERT INTO delivery.listings (list_id, publication_id, article_id, published_at, live_from, live_until, timed)
    SELECT list_id, a.publication_id, a.article_id, a.published_at, a.live_from, a.live_until,
      a.live_from > ${now} OR a.live_until < 'infinity'
    FROM delivery.articles a, unnest(ARRAY[''] || a.tag_ids || a.author_ids) AS list_id
    WHERE a.article_id = ${articleId}`;
}

/** Tags and authors come to delivery with the first article that shows them. */
async function projectTagsAndAuthors(tx: Transaction, articleId: string): Promise<void> {
  await tx.$executeRaw`
    WITH tags AS (
      INSERT INTO delivery.tags (id, slug, name, description)
      SELECT DISTINCT t.id, t.slug, t.name, t.description
      FROM delivery.articles a JOIN desk.tags t ON t.id = ANY (a.tag_ids) WHERE a.article_id = ${articleId}
      ON CONFLICT (id) DO NOTHING
    ), authors AS (
      INSERT INTO delivery.authors (id, slug, name, bio)
      SELECT DISTINCT t.id, t.slug, t.name, t.bio
      FROM delivery.articles a JOIN desk.authors t ON t.id = ANY (a.author_ids) WHERE a.article_id = ${articleId}
      ON CONFLICT (id) DO NOTHING
    )
    INSERT INTO delivery.slugs (kind, slug, id, since)
    SELECT DISTINCT 'tag', t.slug, t.tag_id, '-infinity'::timestamptz
    FROM delivery.articles a JOIN desk.tag_slugs t ON t.tag_id = ANY (a.tag_ids) WHERE a.article_id = ${articleId}
    UNION ALL
    SELECT DISTINCT 'author', t.slug, t.author_id, '-infinity'::timestamptz
    FROM delivery.articles a JOIN desk.author_slugs t ON t.author_id = ANY (a.author_ids)
    WHERE a.article_id = ${articleId}
    ON CONFLICT (kind, slug) DO NOTHING`;
}

/** A slug finds the article from the instant at which it first goes live under it, and for good. */
async function projectSlugs(tx: Transaction, articleId: string, now: Date): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM delivery.slugs WHERE kind = 'article' AND id = ${articleId} AND since > ${now}`;
  await tx.$executeRaw`
    INSERT INTO delivery.slugs (kind, slug, id, since)
    SELECT 'article', slug, article_id, min(live_from) FROM delivery.articles
    WHERE article_id = ${articleId} GROUP BY slug, article_id
    ON CONFLICT (kind, slug) DO NOTHING`;
}

/**
 * Its lists, and every slug that finds it: what was answered with null may now be there. Its tags and authors too where it
 * may be their only article, since they come and go with it: one that begins or ends by itself may do so just now.
 */
async function affectedTags(tx: Transaction, articleId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ key: string }[]>`
    WITH lists AS (
      SELECT l.id, l.listings - l.timed AS lasting
      FROM delivery.lists l WHERE l.id IN (SELECT list_id FROM delivery.listings WHERE article_id = ${articleId})
    ), things AS (
      SELECT ${articleId} AS id UNION SELECT id FROM lists WHERE lasting <= 1
    )
    SELECT delivery.list_key(id) AS key FROM lists
    UNION SELECT id FROM things
    UNION SELECT s.kind || ':' || s.slug FROM delivery.slugs s JOIN things ON things.id = s.id`;
  return rows.map((row) => row.key);
}
