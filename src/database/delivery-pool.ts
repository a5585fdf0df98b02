// A pool of connections that read what delivery may: how PostgreSQL is to plan and run its statements, and how its values arrive.
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { type Address, connectionAs, type Settings } from './connection.js';
import { closeWhereBroken } from './broken-statements.js';

const { INT8, FLOAT8, JSON } = pg.types.builtins;

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => {
    // JSON goes to the reader as it is.
    if (oid === JSON) return (text: string) => text;
    // Counts are bigint in PostgreSQL, and stay far below 2^53 here.
    return pg.types.getTypeParser(oid === INT8 ? FLOAT8 : oid, format);
  },
};

export const DELIVERY_SETTINGS: Settings = {
  default_transaction_read_only: 'on',
  // No operation within the cost limit takes so long; one that does all the same must not hold its connection.
  statement_timeout: '4s',
  // Of a table that is locked, as by a migration.
  lock_timeout: '2s',
  // As on any disk of today; without it a search for common words reads every article.
  random_page_cost: '1.1',
  // Compiling a statement takes longer than any of these run.
  jit: 'off',
  // An article is looked up once on its page: remembering it would cost as much again.
  enable_memoize: 'off',
  // Planning anew for each value takes longer than most of these run, and their plans do not depend on it.
  plan_cache_mode: 'force_generic_plan',
};

/**
 * @param verify rejects where a connection must not be used
 * @param settings PostgreSQL's, beside those of every such pool
 */
export function deliveryPool(
  address: Address,
  options: Pick<pg.PoolConfig, 'max' | 'connectionTimeoutMillis' | 'query_timeout'>,
  verify: (connection: pg.PoolClient) => Promise<void>,
  settings: Settings = {},
): pg.Pool {
  const pool = new pg.Pool({
    ...connectionAs('copydesk_delivery', address, { ...DELIVERY_SETTINGS, ...settings }),
    types,
    // What PostgreSQL remembers of all that a connection has run goes with it.
    maxUses: 5000,
    ...options,
    verify: (connection, done) => {
      verify(connection).then(() => done(), done);
    },
  });
  const log = new Logger('DeliveryDatabase');
  pool.on('error', (error) => log.warn(`A connection was lost: ${error.message}`));
  closeWhereBroken(pool);
  return pool;
}

/** Closes the connection where it failed itself. */
export async function withConnection<T>(
  pool: pg.Pool,
  work: (connection: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const connection = await pool.connect();
  // Its statement rejects too; an error that nobody listens to would end the process.
  connection.on('error', ignore);
  let failure: Error | undefined;
  try {
    return await work(connection);
  } catch (error) {
    failure = error as Error;
    throw error;
  } finally {
    connection.off('error', ignore);
    connection.release(isConnectionError(failure));
  }
}

const ignore = (): void => undefined;

/** Whether the connection is to be closed: what PostgreSQL itself answered with leaves it as it was. */
export const isConnectionError = (error: Error | undefined): boolean =>
  error !== undefined && !('severity' in error);
