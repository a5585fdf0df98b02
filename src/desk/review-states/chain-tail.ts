// Where an article's chain of hashes ends, which is what its next event is chained to.
import sql from 'sql-template-tag';
import type { Transaction } from '../../database/transaction.js';
import type { HashedRevision } from '../../history/hashes.js';
import { asJson, REVISION } from '../../history/stored.js';

/** Where a chain ends, and the revision that the next event is about. */
export interface ChainTail {
  readonly articleId: string;
  readonly count: number;
  /** The hash of the last event. */
  readonly last: string | null;
  readonly revision: HashedRevision;
}

/** @returns undefined where the job that chains what was there has yet to come to the article, which takes in this event too */
export async function readTail(
  tx: Transaction,
  articleId: string,
  revisionId: string,
): Promise<ChainTail | undefined> {
  const [row] = await tx.$queryRaw<(ChainTail & { isChained: boolean })[]>(sql`
    SELECT r.article_id AS "articleId", coalesce(h.count, 0) AS count, encode(l.hash, 'hex') AS last,
      ${asJson(REVISION)} AS revision,
      EXISTS (SELECT FROM desk.history_marks WHERE name = 'STARTED')
        AND (h.count IS NOT NULL OR NOT EXISTS (SELECT FROM desk.events WHERE article_id = r.article_id)) AS "isChained"
    FROM desk.revisions r
    LEFT JOIN desk.history_heads h ON h.article_id = r.article_id
    LEFT JOIN desk.event_hashes l ON (l.article_id, l.position) = (h.article_id, h.count)
    WHERE r.id = ${revisionId} AND r.article_id = ${articleId}`);
  return row?.isChained ? row : undefined;
}
