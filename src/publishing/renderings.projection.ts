// The projection of bodies that were rendered anew: what is live and scheduled shows them, as a change that readers' caches
// hear of. When an article was last updated stays as it was, since nobody has. What has ended keeps what readers had.
import sql, { join, raw } from 'sql-template-tag';
import type { Transaction } from '../database/transaction.js';
import { appendChange, lockPublishing } from './changes.js';
import { SEARCHES } from './search-words.js';

/** Those of delivery.articles that follow from a rendered body. */
const RENDERED_COLUMNS = [
  ...['html', 'text', 'word_count', 'reading_minutes', 'search'],
  // The opening, where no excerpt was written.
  ...['excerpt', 'seo_description'],
];
const columnsOf = (alias: string) => join(RENDERED_COLUMNS.map((column) => raw(`${alias}.${column}`)));

/** @param revisions whose new rendering this transaction has written */
export async function projectRenderings(
  tx: Transaction,
  revisions: readonly { readonly id: string; readonly articleId: string }[],
): Promise<void> {
  if (revisions.length === 0) return;
  // A publication that has not committed yet may have copied the old rendering: it has the lock, and is seen afterwards.
  await lockPublishing(tx);
  const tags = await tx.$queryRaw<{ tag: string }[]>(sql`
    WITH anew AS (
      SELECT a.publication_id, ${columnsOf('s')}, w.words, a.search IS DISTINCT FROM s.search AS is_found_otherwise
      FROM delivery.articles a
      JOIN desk.publications p ON p.id = a.publication_id
      JOIN desk.shaped_revisions s ON s.revision_id = p.revision_id
      LEFT JOIN desk.revision_words w ON w.revision_id = p.revision_id
      WHERE a.article_id = ANY (${revisions.map(({ articleId }) => articleId)}::text[])
        AND p.revision_id = ANY (${revisions.map(({ id }) => id)}::text[])
        AND (${columnsOf('a')}) IS DISTINCT FROM (${columnsOf('s')})
    ), updated AS (
      UPDATE delivery.articles a SET (${join(RENDERED_COLUMNS.map(raw))}, words) = ROW (${columnsOf('anew')}, anew.words)
      FROM anew WHERE anew.publication_id = a.publication_id
      RETURNING a.article_id, anew.is_found_otherwise
    )
    SELECT article_id AS tag FROM updated
    UNION SELECT ${SEARCHES} FROM updated WHERE is_found_otherwise`);
  if (tags.length > 0)
    await appendChange(
      tx,
      tags.map(({ tag }) => tag),
    );
}
