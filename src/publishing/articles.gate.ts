// The gate for articles: brings delivery's rows of one article in line with its publications, in the transaction that
// changed them. It decides nothing: what is live, and from when to when, is in desk.publications.
import type { Transaction } from '../database/transaction.js';
import { enterGate, noteChange } from './changes.js';

/** @param now the instant of the decision, on the database's clock */
export async function articleChanged(tx: Transaction, articleId: string, now: Date): Promise<void> {
  await enterGate(tx);
  const touched = await keysOf(tx, articleId);
  await movePast(tx, articleId, now);
  await tx.$executeRaw`
    INSERT INTO delivery.articles (
      publication_id, article_id, slug, title, excerpt, markdown, html, text, word_count, reading_minutes, authors, tags,
      author_ids, tag_ids, seo_title, seo_description, canonical_url, published_at, live_from, live_until, search)
    SELECT p.id, s.article_id, s.slug, s.title, s.excerpt, s.markdown, s.html, s.text, s.word_count, s.reading_minutes,
      s.authors, s.tags, s.author_ids, s.tag_ids, s.seo_title, s.seo_description, s.canonical_url, p.published_at,
      p.live_from, coalesce(p.live_until, 'infinity'), s.search
    FROM desk.publications p JOIN desk.shaped_revisions s ON s.revision_id = p.revision_id
    WHERE p.article_id = ${articleId} AND (p.live_until IS NULL OR p.live_until > ${now})
    ON CONFLICT (publication_id) DO NOTHING`;
  await listArticle(tx, articleId, now);
  await nameTagsAndAuthors(tx, articleId);
  await findBySlug(tx, articleId, now);
  await noteChange(tx, [...touched, ...(await keysOf(tx, articleId))]);
}

/** What has ended goes out of the lists' way; what was cancelled goes. */
async function movePast(tx: Transaction, articleId: string, now: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE delivery.articles a SET live_until = coalesce(p.live_until, 'infinity')
    FROM desk.publications p
    WHERE p.id = a.publication_id AND a.article_id = ${articleId}
      AND a.live_until <> coalesce(p.live_until, 'infinity')`;
  await tx.$executeRaw`
    DELETE FROM delivery.articles a
    WHERE a.article_id = ${articleId}
      AND NOT EXISTS (SELECT 1 FROM desk.publications p WHERE p.id = a.publication_id)`;
  await tx.$executeRaw`
    WITH ended AS (
      DELETE FROM delivery.articles WHERE article_id = ${articleId} AND live_until <= ${now} RETURNING *
    )
    INSERT INTO delivery.past_articles SELECT * FROM ended`;
}

/** The lists of an article: the site's, its tags' and its authors'. */
async function listArticle(tx: Transaction, articleId: string, now: Date): Promise<void> {
  await tx.$executeRaw`DELETE FROM delivery.listings WHERE article_id = ${articleId}`;
  await tx.$executeRaw`
    INSERT INTO delivery.listings (list_id, publication_id, article_id, published_at, live_from, live_until, timed)
    SELECT list_id, a.publication_id, a.article_id, a.published_at, a.live_from, a.live_until,
      a.live_from > ${now} OR a.live_until < 'infinity'
    FROM delivery.articles a, unnest(ARRAY[''] || a.tag_ids || a.author_ids) AS list_id
    WHERE a.article_id = ${articleId}`;
}

/** Tags and authors come to delivery with the first article that shows them. */
async function nameTagsAndAuthors(tx: Transaction, articleId: string): Promise<void> {
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
async function findBySlug(tx: Transaction, articleId: string, now: Date): Promise<void> {
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
async function keysOf(tx: Transaction, articleId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ key: string }[]>`
    WITH lists AS (
      SELECT l.id, l.listings - (SELECT count(*) FROM delivery.listings t WHERE t.list_id = l.id AND t.timed) AS lasting
      FROM delivery.lists l WHERE l.id IN (SELECT list_id FROM delivery.listings WHERE article_id = ${articleId})
    ), things AS (
      SELECT ${articleId} AS id UNION SELECT id FROM lists WHERE lasting <= 1
    )
    SELECT delivery.list_key(id) AS key FROM lists
    UNION SELECT id FROM things
    UNION SELECT s.kind || ':' || s.slug FROM delivery.slugs s JOIN things ON things.id = s.id`;
  return rows.map((row) => row.key);
}
