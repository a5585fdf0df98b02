// The projection of articles: brings delivery's rows of one article in line with its publications, in the transaction that
// changed them. It decides nothing: what is live, and from when to when, is in desk.publications.
import sql, { join, raw } from 'sql-template-tag';
import type { Transaction } from '../database/transaction.js';
import { DELIVERY_COLUMNS } from '../domain/article-fields.js';
import { trackOwnChange } from './changes.js';

/** The columns that delivery.articles and desk.shaped_revisions have in common. */
const SHAPED_COLUMNS = ['article_id', ...DELIVERY_COLUMNS, 'search'];
const ALL = raw(['publication_id', ...SHAPED_COLUMNS, 'published_at', 'live_from', 'live_until'].join(', '));

/**
 * Copies the texts and indexes them before others have to wait, and does what depends on others in one statement, which takes
 * the lock of publishing. The transaction's next statement should be its COMMIT.
 * @param now the instant of the change, on the database's clock
 */
export async function projectArticle(tx: Transaction, articleId: string, now: Date): Promise<void> {
  await copyTexts(tx, articleId, now);
  const [change] = await tx.$queryRaw<{ seq: bigint }[]>`
    SELECT delivery.project_article(${articleId}, ${now}) AS seq`;
  if (change === undefined) throw new Error('The projection gave no number.');
  trackOwnChange(change.seq);
}

/** Those of publications that are not over and have not been copied. What becomes stale meanwhile is mended under the lock. */
async function copyTexts(tx: Transaction, articleId: string, now: Date): Promise<void> {
  await tx.$executeRaw(sql`
    INSERT INTO delivery.articles (${ALL})
    SELECT p.id, ${join(SHAPED_COLUMNS.map((column) => raw(`s.${column}`)))},
      p.published_at, p.live_from, coalesce(p.live_until, 'infinity')
    FROM desk.publications p JOIN desk.shaped_revisions s ON s.revision_id = p.revision_id
    WHERE p.article_id = ${articleId} AND (p.live_until IS NULL OR p.live_until > ${now})
    ON CONFLICT (publication_id) DO NOTHING`);
}
