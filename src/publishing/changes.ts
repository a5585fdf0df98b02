// The numbered changes of what readers may see. A transaction that makes one first takes a lock, so that one change follows the
// other. The number is one more than the last, and the commit makes the change and its number visible together.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Transaction } from '../database/transaction.js';

/** The changes that a request has made. */
export interface OwnChanges {
  /** The number of the last one. */
  lastSeq?: number;
}

const ownChanges = new AsyncLocalStorage<OwnChanges>();

/** Runs `work`, and records in `own` the last change that it makes, then and later. */
export const trackOwnChanges = <T>(own: OwnChanges, work: () => T): T => ownChanges.run(own, work);

/** To be called in the transaction that made the change. Its number is read after the commit. */
export function trackOwnChange(seq: bigint): void {
  const own = ownChanges.getStore();
  if (own !== undefined) own.lastSeq = Number(seq);
}

/** Waits for other transactions that publish, as long as the connection waits for any lock. Held until this one ends. */
export async function lockPublishing(tx: Transaction): Promise<void> {
  await tx.$executeRaw`SELECT delivery.lock_publishing()`;
}

/**
 * Under the lock. The transaction that publishes an article appends its change in delivery.project_article.
 * @param tags the cache tags that it touched: ids, lists, and slugs as `article:the-slug`
 */
export async function appendChange(tx: Transaction, tags: readonly string[]): Promise<void> {
  const [change] = await tx.$queryRaw<{ seq: bigint }[]>`
    SELECT delivery.append_change(${[...tags]}::text[]) AS seq`;
  if (change === undefined) throw new Error('The change got no number.');
  trackOwnChange(change.seq);
}
