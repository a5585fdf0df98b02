// Moves articles that were just published back to the days that their front matter names, as if the newsroom had been at
// work for a while. Only the demo does this, as the owner of its own database.
import pg from 'pg';
import type { CreatedArticle } from './fill-newsroom.js';

const BACKDATE_STATEMENTS = [
  'UPDATE desk.publications SET live_from = live_from - $2::interval, published_at = published_at - $2::interval, created_at = created_at - $2::interval WHERE article_id = $1',
  'UPDATE desk.publications SET live_until = live_until - $2::interval * 0.9, own_until = own_until - $2::interval * 0.9 WHERE article_id = $1',
  // The events up to the publication lie five hours apart, the last at its time.
  `UPDATE desk.events e SET at = e.at - $2::interval - interval '5 hours' * event.steps
   FROM (SELECT id, count(*) OVER (PARTITION BY article_id ORDER BY seq DESC) - 1 AS steps FROM desk.events
         WHERE article_id = $1 AND name IN ('CREATE', 'SUBMIT', 'APPROVE', 'PUBLISH')
           AND seq <= (SELECT max(seq) FROM desk.events WHERE article_id = $1 AND name = 'PUBLISH')) event
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

/** For what waits for review: it was saved an hour before it was submitted. */
const WAITING_STATEMENTS = [
  `UPDATE desk.events e SET at = e.at - $2::interval - interval '1 hour' * event.steps
   FROM (SELECT id, count(*) OVER (PARTITION BY article_id ORDER BY seq DESC) - 1 AS steps FROM desk.events
         WHERE article_id = $1 AND seq > coalesce(
           (SELECT max(seq) FROM desk.events WHERE article_id = $1 AND name = 'PUBLISH'), 0)) event
   WHERE event.id = e.id`,
  `UPDATE desk.revisions SET created_at = created_at - $2::interval - interval '1 hour'
   WHERE article_id = $1 AND (number > 1 OR NOT EXISTS (SELECT FROM desk.publications WHERE article_id = $1))`,
  'UPDATE desk.articles SET updated_at = updated_at - $2::interval, state_since = state_since - $2::interval WHERE id = $1',
  `UPDATE desk.articles SET created_at = created_at - $2::interval - interval '3 hours'
   WHERE id = $1 AND NOT EXISTS (SELECT FROM desk.publications WHERE article_id = $1)`,
];

/** The history is vouched for as it is now, and not as it was made: the job begins its chains anew. */
const CHAIN_STATEMENTS = [
  'TRUNCATE desk.event_hashes, desk.history_heads, desk.history_marks',
  "SELECT graphile_worker.add_job('chain_history')",
];

export async function backdate(databaseUrl: string, articles: readonly CreatedArticle[]): Promise<void> {
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  try {
    await owner.query('BEGIN');
    for (const { id, publishedDaysAgo, waitingHours } of articles) {
      if (publishedDaysAgo !== undefined)
        for (const statement of BACKDATE_STATEMENTS)
          await owner.query(statement, [id, `${publishedDaysAgo * 24} hours`]);
      if (waitingHours !== undefined)
        for (const statement of WAITING_STATEMENTS)
          await owner.query(statement, [id, `${waitingHours} hours`]);
    }
    for (const statement of articles.length > 0 ? CHAIN_STATEMENTS : []) await owner.query(statement);
    await owner.query('COMMIT');
  } finally {
    await owner.end();
  }
}
