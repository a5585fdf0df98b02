// A pool of the desk's connections: how long PostgreSQL may take, and which connections are used again.
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { closeWhereBroken, retryBrokenOf } from './broken-statements.js';
import { connectionAs, type Address, type Settings } from './connection.js';
import { countStatement, countStatementsOf } from './statement-count.js';
import { throttledLog } from './throttled-log.js';

export const DESK_SETTINGS: Settings = {
  // Somebody who waits for what somebody else changes learns of it, and does not wait for ever.
  lock_timeout: '2s',
  // Ends at the server what a connection has given up waiting for.
  statement_timeout: '5s',
  // Ends the transaction of a server that was cut off or has stopped in the middle of one. PostgreSQL would keep what it has locked,
  // publishing with it, until TCP gives up, which takes hours. No transaction of the desk waits for anything but the database.
  idle_in_transaction_session_timeout: '5s',
  // As on any disk of today; without it a search for a rare word, and what a transition has to know, read whole tables.
  random_page_cost: '1.1',
};

export function deskPool(address: Address, max: number): pg.Pool {
  const pool = new pg.Pool({ ...connectionAs('copydesk_desk', address, DESK_SETTINGS), max });
  closeWhereBroken(pool);
  retryBrokenOf(pool);
  countStatementsOf(pool);
  pool.on('error', ({ message }) => connectionLost(message));
  pool.on('connect', closeWhenUnanswered);
  return pool;
}

export const connectionLost = throttledLog((message, times) =>
  new Logger('DeskDatabase').warn(`Connections were lost (${times}): ${message}`),
);

/**
 * A statement of a transaction that is given up may still run. Prisma would wait as long again for its ROLLBACK, and then give the
 * connection back, whose next user would commit what was refused.
 */
function closeWhenUnanswered(connection: pg.PoolClient): void {
  const query = connection.query.bind(connection) as (...args: unknown[]) => unknown;
  connection.query = ((...args: unknown[]) => {
    const result = query(...args);
    // What the pool sends for a statement by itself, which it has counted.
    if (!(result instanceof Promise)) return result;
    countStatement();
    return result.catch((error: Error) => {
      if (error.message === 'Query read timeout') void connection.end();
      throw error;
    });
  }) as typeof connection.query;
}
