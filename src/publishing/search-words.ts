// The words by which revisions and publications are found that are older than their index. Triggers index what is written since, by
// servers of the version before too.
import sql, { raw } from 'sql-template-tag';
import type { PrismaClient } from '../database/generated/prisma/client.js';
import type { Transaction } from '../database/transaction.js';
import { appendChange, lockPublishing } from './changes.js';

/** Bytes of text in a batch: indexed in a quarter of a second where words have spaces, in one where they have none. */
const MAX_BATCH_BYTES = 600_000;
/** The cache tag of every search. */
export const SEARCHES = 'words';

/**
 * Indexes a batch of what has no words yet, newest first. One server does at a time.
 * @param limit rows
 * @returns how many it did; 0 where nothing is left, or another server is at it
 */
export async function indexMissing(database: PrismaClient, limit: number): Promise<number> {
  if (!(await isAnyMissing(database))) return 0;
  const revisions = await database.$transaction(async (tx) =>
    (await lockIndexing(tx)) ? indexRevisions(tx, limit) : 0,
  );
  if (revisions > 0) return revisions;
  return database.$transaction(async (tx) => {
    if (!(await lockIndexing(tx))) return 0;
    await lockPublishing(tx);
    const past = await copyWords(tx, 'past_articles', limit);
    const current = await copyWords(tx, 'articles', limit);
    if (current + past > 0) await appendChange(tx, [SEARCHES]);
    return current + past;
  });
}

async function lockIndexing(tx: Transaction): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ locked: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtext('copydesk.search_words')) AS locked`;
  return row?.locked ?? false;
}

/** Outside the lock of publishing: this is where the time goes. */
const indexRevisions = (tx: Transaction, limit: number): Promise<number> => tx.$executeRaw`
  INSERT INTO desk.revision_words (revision_id, words)
  SELECT r.id, desk.article_words(r.title, r.subtitle, r.excerpt, r.text)
  FROM (
    SELECT missing.*, row_number() OVER newest AS position, sum(octet_length(text)) OVER newest AS bytes
    FROM (
      SELECT id, title, subtitle, excerpt, text FROM desk.revisions r
      WHERE NOT EXISTS (SELECT FROM desk.revision_words w WHERE w.revision_id = r.id)
      ORDER BY id DESC LIMIT ${limit}
    ) missing
    WINDOW newest AS (ORDER BY id DESC ROWS UNBOUNDED PRECEDING)
  ) r
  WHERE r.position = 1 OR r.bytes <= ${MAX_BATCH_BYTES}
  ON CONFLICT (revision_id) DO NOTHING`;

/** One statement, since mostly nothing is. */
async function isAnyMissing(database: PrismaClient): Promise<boolean> {
  const [row] = await database.$queryRaw<{ missing: boolean }[]>(sql`
    SELECT EXISTS ${missingPublications('articles', 1)} OR EXISTS ${missingPublications('past_articles', 1)}
      OR EXISTS (SELECT FROM desk.revisions r
                 WHERE NOT EXISTS (SELECT FROM desk.revision_words w WHERE w.revision_id = r.id)) AS missing`);
  return row?.missing ?? false;
}

/** Those of `table` that have no words, though their revisions do. */
const missingPublications = (table: 'articles' | 'past_articles', limit: number) => sql`(
  SELECT a.publication_id, w.words
  FROM delivery.${raw(table)} a
  JOIN desk.publications p ON p.id = a.publication_id
  JOIN desk.revision_words w ON w.revision_id = p.revision_id
  WHERE a.words IS NULL LIMIT ${limit})`;

const copyWords = (tx: Transaction, table: 'articles' | 'past_articles', limit: number): Promise<number> =>
  tx.$executeRaw(sql`
    UPDATE delivery.${raw(table)} a SET words = missing.words FROM ${missingPublications(table, limit)} missing
    WHERE a.publication_id = missing.publication_id`);
