// A database of its own for each test file: a copy of the migrated template, in the run's PostgreSQL.

import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';

export interface TestDatabase {
  /** Of the login that owns it, as DATABASE_URL would have it. */
  readonly url: string;
  drop(): Promise<void>;
}

/** @param original migrated and empty, unless another one is given, to which nobody is connected */
export async function cloneDatabase(original?: TestDatabase): Promise<TestDatabase> {
  const name = original === undefined ? 'copydesk' : new URL(original.url).pathname.slice(1);
  // Not by way of PostgreSQL's log, which would be twice the work.
  return createDatabase(`TEMPLATE ${name} STRATEGY file_copy`);
}

/** A database with nothing in it. */
export async function emptyDatabase(): Promise<TestDatabase> {
  return createDatabase('');
}

/** Sessions with the owner's rights, for tests that look behind the application or shift times. To be ended. */
export function asOwner(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, options: '-c timezone=UTC', max: 4 });
  // The database may be dropped under it.
  return pool.on('error', () => undefined);
}

async function createDatabase(template: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await inCluster(`CREATE DATABASE ${name} ${template}`);
  const url = new URL(clusterUrl());
  url.pathname = name;
  return { url: url.href, drop: () => dropDatabase(name) };
}

/** Ends its sessions, but for a worker of autovacuum, which only a superuser may end: that one ends soon by itself. */
async function dropDatabase(name: string): Promise<void> {
  for (;;) {
    try {
      await inCluster(`DROP DATABASE ${name} WITH (FORCE)`);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== '42501') throw error;
      await setTimeout(50);
    }
  }
}

let cluster: pg.Pool | undefined;

/** In the cluster's own database, with all rights. */
export async function inCluster<Row extends pg.QueryResultRow>(statement: string): Promise<Row[]> {
  cluster ??= new pg.Pool({ connectionString: clusterUrl(), max: 1, allowExitOnIdle: true }).on(
    'error',
    () => undefined,
  );
  return (await cluster.query<Row>(statement)).rows;
}

function clusterUrl(): string {
  const url = process.env.TEST_CLUSTER_URL;
  if (url === undefined) throw new Error('TEST_CLUSTER_URL is missing: it is set by global-setup.js.');
  return url;
}
