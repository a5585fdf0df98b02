// A pool of the desk's connections: how long PostgreSQL may take, and which connections are used again.
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { connectionAs } from './connection.js';
import { throttledLog } from './throttled-log.js';

/** Somebody who waits for what somebody else changes learns of it, and does not wait for ever. */
const LOCK_TIMEOUT = '2s';
/** Ends at the server what a connection has given up waiting for. */
const STATEMENT_TIMEOUT = '5s';

export function deskPool(url: string, max: number): pg.Pool {
  const limits = { lock_timeout: LOCK_TIMEOUT, statement_timeout: STATEMENT_TIMEOUT };
  const pool = new pg.Pool({ ...connectionAs('copydesk_desk', url, limits), max });
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
    if (!(result instanceof Promise)) return result;
    return result.catch((error: Error) => {
      if (error.message === 'Query read timeout') void connection.end();
      throw error;
    });
  }) as typeof connection.query;
}
