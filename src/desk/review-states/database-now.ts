// The only clock that decides what is live. Cut to milliseconds, the precision of every instant that we keep, and never
// rounded up: an instant taken here has always come.
import type { Transaction } from '../../database/transaction.js';

export async function databaseNow(tx: Pick<Transaction, '$queryRaw'>): Promise<Date> {
  const [row] = await tx.$queryRaw<
    { now: Date }[]
  >`SELECT date_trunc('milliseconds', clock_timestamp()) AS now`;
  if (row === undefined) throw new Error('The database did not tell the time.');
  return row.now;
}
