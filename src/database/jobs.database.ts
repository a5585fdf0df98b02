import { Inject, Injectable } from '@nestjs/common';
import pg from 'pg';
import { CONFIG, type ServerConfig } from '../config/config.js';
import { connectionAs } from './connection.js';
import { connectionLost } from './desk-pool.js';
import { PooledPrismaClient } from './pooled-prisma-client.js';

/** One hears of new jobs, one takes them from the queue and gives them back, one is the running job's. */
const MAX_CONNECTIONS = 3;

/** A job may wait for its turn in a transaction, as no request may. */
const transactionOptions = { maxWait: 30_000, timeout: 300_000 };

/**
 * Ends the transaction of a worker that was cut off in the middle of one, and its locks with it. Bodies are rendered within a transaction,
 * which may take as long as `transactionOptions` lets it.
 */
const SETTINGS = { idle_in_transaction_session_timeout: '5min' };

/**
 * The connections of background jobs: with the desk's rights, and without its limits of time. Direct ones, since they listen;
 * two of them are closed while there is nothing to do.
 */
@Injectable()
export class JobsDatabase extends PooledPrismaClient {
  constructor(@Inject(CONFIG) { databaseUrl }: ServerConfig) {
    super(jobsPool(databaseUrl), transactionOptions);
  }
}

function jobsPool(databaseUrl: string): pg.Pool {
  const pool = new pg.Pool({
    ...connectionAs('copydesk_desk', databaseUrl, SETTINGS),
    query_timeout: undefined,
    application_name: 'copydesk_jobs',
    max: MAX_CONNECTIONS,
    keepAlive: true,
  });
  pool.on('error', ({ message }) => connectionLost(message));
  // An unhandled 'error' would end the process; the statement that is running fails, and says why.
  pool.on('connect', (connection) => connection.on('error', () => undefined));
  return pool;
}
