// How many statements the desk sends to PostgreSQL for a request. Its services share their connections and know of no request, so
// the count follows the asynchronous calls.
import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';

interface Count {
  statements?: number;
}

const counts = new AsyncLocalStorage<Count>();

/** Runs `work`, and adds to `count` each statement that it sends, then and later. */
export const countStatements = (count: Count, work: () => void): void => counts.run(count, work);

export function countStatement(): void {
  const count = counts.getStore();
  if (count !== undefined) count.statements = (count.statements ?? 0) + 1;
}

/** Counts what the pool itself sends; what a transaction sends is its connection's to count. */
export function countStatementsOf(pool: pg.Pool): void {
  const query = pool.query.bind(pool) as (...args: unknown[]) => unknown;
  pool.query = ((...args: unknown[]) => {
    countStatement();
    return query(...args);
  }) as typeof pool.query;
}
