// Reads the histories that an audit looks at, page by page, so that memory holds those of a few articles at a time and no content.
import type pg from 'pg';
import sql, { join, raw } from 'sql-template-tag';
import { CONTENT_COLUMNS, type RevisionContent } from '../domain/article-fields.js';
import { contentHash } from '../domain/content-hash.js';
import type { ArticleHistory, SeenRevision, StoredEvent, StoredHead, StoredLink } from './audit-article.js';
import { type HashedRevision, revisionHash } from './hashes.js';
import { asJson, EVENT, instant, REVISION } from './stored.js';

/** Articles. */
const PAGE_ARTICLES = 100;
/** Revisions whose content is held at a time, of 200,000 characters at most. */
const BATCH_REVISIONS = 50;

interface Place {
  readonly articleId: string;
  readonly link: StoredLink | null;
  readonly event: StoredEvent | null;
}

/** In the order of their articles' ids. `session` is in a transaction that sees one snapshot. */
export async function* storedHistories(session: pg.Client): AsyncGenerator<ArticleHistory> {
  for (let last = ''; ;) {
    const { rows: articles } = await session.query<{ id: string; head: StoredHead | null }>(sql`
      SELECT a.id, CASE WHEN h.article_id IS NOT NULL THEN
          jsonb_build_object('count', h.count, 'keyId', h.key_id, 'hash', encode(h.hash, 'hex')) END AS head
      FROM desk.articles a LEFT JOIN desk.history_heads h ON h.article_id = a.id
      WHERE a.id > ${last} ORDER BY a.id LIMIT ${PAGE_ARTICLES}`);
    if (articles.length === 0) return;
    const ids = articles.map(({ id }) => id);
    const places = await placesOf(session, ids);
    const revisions = await revisionsOf(session, ids);
    for (const { id: articleId, head } of articles) {
      const ofArticle = places.get(articleId) ?? [];
      yield {
        articleId,
        head,
        links: ofArticle.flatMap(({ link, event }) => (link === null ? [] : [{ ...link, event }])),
        unhashed: ofArticle.flatMap(({ link, event }) => (link === null && event !== null ? [event] : [])),
        revisions: revisions.get(articleId) ?? [],
      };
    }
    last = ids.at(-1) ?? last;
  }
}

const LINK = {
  position: 'h.position',
  eventId: 'h.event_id',
  format: 'h.format',
  revisionHash: "encode(h.revision_hash, 'hex')",
  takenInAt: instant('h.taken_in_at'),
  keyId: 'h.key_id',
  hash: "encode(h.hash, 'hex')",
};

/** By article, in the order of their chains. */
async function placesOf(
  session: pg.Client,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Place[]>> {
  const { rows } = await session.query<Place>(sql`
    SELECT coalesce(h.article_id, e.article_id) AS "articleId",
      CASE WHEN h.event_id IS NOT NULL THEN ${asJson(LINK)} END AS link,
      CASE WHEN e.id IS NOT NULL THEN ${asJson({ ...EVENT, seq: 'e.seq::text' })} END AS event
    FROM (SELECT * FROM desk.event_hashes WHERE article_id = ANY (${ids})) h
    FULL JOIN (SELECT * FROM desk.events WHERE article_id = ANY (${ids})) e ON e.id = h.event_id
    ORDER BY h.position, e.seq`);
  const byArticle = new Map<string, Place[]>(ids.map((id) => [id, []]));
  for (const place of rows) byArticle.get(place.articleId)?.push(place);
  return byArticle;
}

type Row = RevisionContent & { readonly stored: HashedRevision };

async function revisionsOf(
  session: pg.Client,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SeenRevision[]>> {
  const seen = new Map<string, SeenRevision[]>(ids.map((id) => [id, []]));
  const columns = Object.entries(CONTENT_COLUMNS).map(([field, column]) => raw(`r.${column} AS "${field}"`));
  await session.query(sql`
    DECLARE revisions NO SCROLL CURSOR FOR
    SELECT ${asJson(REVISION)} AS stored, ${join(columns)},
      ARRAY(SELECT author_id FROM desk.revision_authors WHERE revision_id = r.id ORDER BY position) AS "authorIds",
      ARRAY(SELECT tag_id FROM desk.revision_tags WHERE revision_id = r.id ORDER BY position) AS "tagIds"
    FROM desk.revisions r WHERE r.article_id = ANY (${ids}) ORDER BY r.article_id, r.number`);
  for (;;) {
    const { rows } = await session.query<Row>(`FETCH ${BATCH_REVISIONS} FROM revisions`);
    if (rows.length === 0) break;
    for (const { stored, ...content } of rows) {
      const hash = contentHash(content);
      const { id, articleId, number } = stored;
      seen.get(articleId)?.push({
        ...{ id, number, isWhole: hash === stored.contentHash },
        hash: revisionHash({ ...stored, contentHash: hash }),
      });
    }
  }
  await session.query('CLOSE revisions');
  return seen;
}

/** Ids of articles that are not there, and of which something is. */
export async function articlesWithoutRow(session: pg.Client): Promise<string[]> {
  const { rows } = await session.query<{ id: string }>(`
    SELECT article_id AS id FROM (
      SELECT article_id FROM desk.event_hashes UNION SELECT article_id FROM desk.history_heads
      UNION SELECT article_id FROM desk.events UNION SELECT article_id FROM desk.revisions) of_article
    WHERE NOT EXISTS (SELECT FROM desk.articles a WHERE a.id = article_id) ORDER BY 1`);
  return rows.map(({ id }) => id);
}
