// The numbered changes of what readers may see. A transaction that makes one first takes a lock, so that one change follows the
// other. The number is one more than the last, and the commit makes the change and its number visible together.
import type { Transaction } from '../database/transaction.js';

/** Waits for other transactions that publish, longer than for a row: many publish at once, and all come through. Held until this one ends. */
export async function lockPublishing(tx: Transaction): Promise<void> {
  await tx.$executeRaw`
    SELECT set_config('lock_timeout', '0', true), pg_advisory_xact_lock(hashtext('copydesk.publishing')),
      set_config('lock_timeout', current.setting, true)
    FROM (SELECT current_setting('lock_timeout') AS setting OFFSET 0) current`;
}

/** For servers that have to catch up; one that is further behind invalidates everything. */
const MAX_KEPT_CHANGES = 10_000;

/** @param tags the cache tags that it touched: ids, lists, and slugs as `article:the-slug` */
export async function appendChange(tx: Transaction, tags: readonly string[]): Promise<void> {
  // Heard when the transaction has committed, and not before.
  await tx.$executeRaw`
    WITH change AS (
      INSERT INTO delivery.changes (seq, keys)
      SELECT coalesce(max(seq), 0) + 1, ${[...new Set(tags)]}::text[] FROM delivery.changes
      RETURNING seq
    ), forgotten AS (
      DELETE FROM delivery.changes WHERE seq <= (SELECT seq FROM change) - ${MAX_KEPT_CHANGES}
    )
    SELECT pg_notify('copydesk_changes', seq::text) FROM change`;
}
