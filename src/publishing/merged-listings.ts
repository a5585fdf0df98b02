// The listings of a merged tag or author, copied to the list of the other. Most of that is done before the lock of publishing is
// held: 80,000 take a second, which nothing that is published waits for. Nobody sees a copy before the transaction commits.
import sql, { raw } from 'sql-template-tag';
import type { Transaction } from '../database/transaction.js';

/** Of one statement, which takes a tenth of a second. */
const BATCH_ROWS = 10_000;

/** As delivery.lists counts them. */
interface ListCounts {
  readonly listings: number;
  readonly timed: number;
  readonly upcoming: number;
}

export interface CopiedListings {
  readonly counts: ListCounts;
  /** The number of the last change that they are sure to show. */
  readonly seq: bigint;
}

/**
 * Copies the listings of `from` to the list of `into`, but for publications that this one has. Their counts stay as they are: a row
 * of delivery.lists that it had changed would make publishing wait for it, and it will wait for publishing.
 */
export async function copyListings(tx: Transaction, fromId: string, intoId: string): Promise<CopiedListings> {
  const [last] = await tx.$queryRaw<{ seq: bigint }[]>`SELECT seq FROM delivery.content_seq`;
  await movesListings(tx, true);
  const counts = { listings: 0, timed: 0, upcoming: 0 };
  for (let after: string | null = ''; after !== null;) {
    const [batch]: (ListCounts & { last: string | null })[] = await tx.$queryRaw`
      WITH batch AS MATERIALIZED (
        SELECT * FROM delivery.listings WHERE list_id = ${fromId} AND publication_id > ${after}
        ORDER BY publication_id LIMIT ${BATCH_ROWS}
      ), copied AS (
        INSERT INTO delivery.listings (list_id, publication_id, article_id, published_at, live_from, live_until, timed)
        SELECT ${intoId}, publication_id, article_id, published_at, live_from, live_until, timed FROM batch
        ON CONFLICT (list_id, publication_id) DO NOTHING
        RETURNING timed, live_from > written_at AS upcoming
      )
      SELECT count(*)::int AS listings, (count(*) FILTER (WHERE timed))::int AS timed,
        (count(*) FILTER (WHERE upcoming))::int AS upcoming, (SELECT max(publication_id) FROM batch) AS last
      FROM copied`;
    counts.listings += batch?.listings ?? 0;
    counts.timed += batch?.timed ?? 0;
    counts.upcoming += batch?.upcoming ?? 0;
    after = batch?.last ?? null;
  }
  await movesListings(tx, false);
  return { counts, seq: last?.seq ?? 0n };
}

/** Counts the copies, and makes those anew of what was published since they were made. To be called under the lock of publishing. */
export async function countCopies(
  tx: Transaction,
  kind: 'tag' | 'author',
  intoId: string,
  { counts, seq }: CopiedListings,
): Promise<void> {
  if (counts.listings > 0)
    await tx.$executeRaw`
      INSERT INTO delivery.lists (id, listings, timed, upcoming)
      VALUES (${intoId}, ${counts.listings}, ${counts.timed}, ${counts.upcoming})
      ON CONFLICT (id) DO UPDATE SET listings = lists.listings + excluded.listings,
        timed = lists.timed + excluded.timed, upcoming = lists.upcoming + excluded.upcoming`;
  const published = sql`SELECT unnest(keys) FROM delivery.changes WHERE seq > ${seq}`;
  await tx.$executeRaw(
    sql`DELETE FROM delivery.listings WHERE list_id = ${intoId} AND article_id IN (${published})`,
  );
  const table = raw(`desk.${kind}s`);
  await tx.$executeRaw(sql`
    INSERT INTO delivery.listings (list_id, publication_id, article_id, published_at, live_from, live_until, timed)
    SELECT ${intoId}, site.publication_id, site.article_id, site.published_at, site.live_from, site.live_until, site.timed
    FROM delivery.listings site JOIN delivery.articles a USING (publication_id)
    WHERE site.list_id = '' AND site.article_id IN (${published})
      AND a.${raw(`${kind}_ids`)} && ARRAY(SELECT id FROM ${table} WHERE id = ${intoId} OR merged_into_id = ${intoId})`);
}

/** Says so to the triggers on listings, for this transaction: they then neither count them nor look at their articles. */
export const movesListings = (tx: Transaction, moves: boolean) =>
  tx.$executeRaw`SELECT set_config('copydesk.moves_listings', ${moves ? 'on' : 'off'}, true)`;
