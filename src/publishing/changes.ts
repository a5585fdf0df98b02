// The numbers of what readers may see. Whoever changes it takes the gate first, so that one change follows the other,
// and notes what it touched: the number it gets is one more than the last, and its commit makes both visible.
import type { Transaction } from '../database/transaction.js';

/** Waits for whoever is at the gate; held until the transaction ends. */
export async function enterGate(tx: Transaction): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('copydesk.publishing'))`;
}

/** How many are kept for servers that have to catch up; one that is further behind forgets all that it kept. */
const KEPT = 10_000;

/** @param keys what was touched: ids of articles and lists, and slugs as `article:the-slug` */
export async function noteChange(tx: Transaction, keys: readonly string[]): Promise<void> {
  // Heard when the transaction has committed, and not before.
  await tx.$executeRaw`
    WITH change AS (
      INSERT INTO delivery.changes (seq, keys)
      SELECT coalesce(max(seq), 0) + 1, ${[...new Set(keys)]}::text[] FROM delivery.changes
      RETURNING seq
    ), forgotten AS (
      DELETE FROM delivery.changes WHERE seq <= (SELECT seq FROM change) - ${KEPT}
    )
    SELECT pg_notify('copydesk_changes', seq::text) FROM change`;
}
