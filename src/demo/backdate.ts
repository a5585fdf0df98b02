// Moves articles that were just published back to the days that their front matter names, as if the newsroom had been at
// work for a while. Only the demo does this, as the owner of its own database.
import pg from 'pg';
import type { CreatedArticle } from './fill-newsroom.js';

const BACKDATE_STATEMENTS = [
  'UPDATE desk.publications SET live_from = live_from - $2::interval, published_at = published_at - $2::interval, created_at = created_at - $2::interval WHERE article_id = $1',
  'UPDATE desk.publications SET live_until = live_until - $2::interval * 0.9, own_until = own_until - $2::interval * 0.9 WHERE article_id = $1',
  // The events of the history lie five hours apart, the last at the time of the publication.
  `UPDATE desk.events e SET at = e.at - $2::interval - interval '5 hours' * event.steps
   FROM (SELECT id, count(*) OVER (PARTITION BY article_id ORDER BY seq DESC) - 1 AS steps FROM desk.events
         WHERE article_id = $1 AND name IN ('CREATE', 'SUBMIT', 'APPROVE', 'PUBLISH')) event
   WHERE event.id = e.id`,
  `UPDATE desk.events SET at = at - $2::interval * 0.9 WHERE article_id = $1 AND name = 'UNPUBLISH'`,
  `UPDATE desk.revisions SET created_at = created_at - $2::interval - interval '15 hours' WHERE article_id = $1 AND number = 1`,
  `UPDATE desk.articles SET created_at = created_at - $2::interval - interval '15 hours', updated_at = updated_at - $2::interval,
     state_since = state_since - $2::interval WHERE id = $1 AND working_number = 1`,
  'UPDATE delivery.articles SET live_from = live_from - $2::interval, published_at = published_at - $2::interval WHERE article_id = $1',
  'UPDATE delivery.listings SET live_from = live_from - $2::interval, published_at = published_at - $2::interval WHERE article_id = $1',
  `UPDATE delivery.past_articles SET live_from = live_from - $2::interval, published_at = published_at - $2::interval,
     live_until = live_until - $2::interval * 0.9 WHERE article_id = $1`,
  `UPDATE delivery.slugs SET since = since - $2::interval WHERE kind = 'article' AND id = $1`,
];

export async function backdate(databaseUrl: string, articles: readonly CreatedArticle[]): Promise<void> {
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  try {
    await owner.query('BEGIN');
    for (const { id, publishedDaysAgo } of articles) {
      if (publishedDaysAgo === undefined) continue;
      for (const statement of BACKDATE_STATEMENTS)
        await owner.query(statement, [id, `${publishedDaysAgo * 24} hours`]);
    }
    await owner.query('COMMIT');
  } finally {
    await owner.end();
  }
}
