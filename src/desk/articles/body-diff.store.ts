// The statements on desk.body_diffs, a cache that all servers share.
import sql from 'sql-template-tag';
import type { BodyDifference } from '../../content/body-diff/body-difference.js';
import type { DeskDatabase } from '../../database/desk.database.js';

export interface StoredBodyDiff extends BodyDifference {
  readonly key: string;
}

/** How many that nobody has read for a month are dropped when others are stored. */
const MAX_DROPPED = 100;

/** Also notes, once a day, that they are in use. Rows that another request is noting are passed over. */
export async function findBodyDiffs(
  database: DeskDatabase,
  keys: readonly string[],
): Promise<Map<string, StoredBodyDiff>> {
  const rows = await database.$queryRaw<StoredBodyDiff[]>(sql`
    WITH noted AS (
      UPDATE desk.body_diffs SET used_at = now() WHERE key IN (
        SELECT key FROM desk.body_diffs WHERE key = ANY (${[...keys]}::text[]) AND used_at < now() - interval '1 day'
        ORDER BY key FOR UPDATE SKIP LOCKED)
    )
    SELECT key, html, words_added AS "wordsAdded", words_removed AS "wordsRemoved"
    FROM desk.body_diffs WHERE key = ANY (${[...keys]}::text[])`);
  return new Map(rows.map((row) => [row.key, row]));
}

/** In the order of their keys, so that two servers that store the same do not wait for each other. */
export async function storeBodyDiffs(database: DeskDatabase, made: readonly StoredBodyDiff[]): Promise<void> {
  const rows = [...made].sort((a, b) => (a.key < b.key ? -1 : 1));
  await database.$executeRaw(sql`
    WITH dropped AS (
      DELETE FROM desk.body_diffs WHERE key IN (
        SELECT key FROM desk.body_diffs WHERE used_at < now() - interval '30 days'
        ORDER BY used_at LIMIT ${MAX_DROPPED} FOR UPDATE SKIP LOCKED)
    )
    INSERT INTO desk.body_diffs (key, html, words_added, words_removed)
    SELECT * FROM unnest(
      ${rows.map(({ key }) => key)}::text[], ${rows.map(({ html }) => html)}::text[],
      ${rows.map(({ wordsAdded }) => wordsAdded)}::int[], ${rows.map(({ wordsRemoved }) => wordsRemoved)}::int[])
    ON CONFLICT (key) DO NOTHING`);
}
