// The PostgreSQL that is measured on, and the data sets in it, a database each: an embedded one in a folder of its own, or
// the one of BENCH_DATABASE_URL. What was made goes at the end, unless it is to be kept.
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../src/database/embedded-postgres.js';
import { migrate } from '../src/database/migrations.js';
import { fill } from './dataset/fill.js';

export interface Databases {
  /** The address of the data set with so many articles; made where there is none yet. */
  dataSet(articles: number): Promise<string>;
  close(): Promise<void>;
}

/** @param keep a folder for the embedded PostgreSQL in which the data sets stay */
export async function openDatabases(keep: string | undefined): Promise<Databases> {
  const outside = process.env.BENCH_DATABASE_URL;
  if (outside !== undefined) {
    const made: string[] = [];
    const drop = async () => {
      for (const name of keep === undefined ? made : []) await query(outside, `DROP DATABASE ${name}`);
    };
    return { dataSet: (articles) => dataSetIn(outside, articles, made), close: drop };
  }
  const folder = keep ?? (await mkdtemp(join(tmpdir(), 'copydesk-bench-')));
  await mkdir(folder, { recursive: true });
  // Run by root, PostgreSQL is another user, who must come in.
  await chmod(folder, 0o755);
  // Room to load a million articles between two checkpoints; the rest is as Copydesk starts it.
  const embedded = await startEmbeddedPostgres(folder, { settings: { max_wal_size: '4GB' } });
  return {
    dataSet: (articles) => dataSetIn(embedded.url, articles, []),
    close: async () => {
      await embedded.stop();
      if (keep === undefined) await rm(folder, { recursive: true });
    },
  };
}

async function dataSetIn(server: string, articles: number, made: string[]): Promise<string> {
  const name = `copydesk_bench_${articles}`;
  const address = new URL(server);
  address.pathname = `/${name}`;
  const found = await query(server, 'SELECT FROM pg_database WHERE datname = $1', [name]);
  if (found.length > 0 && (await isFilled(address.href))) {
    await migrate(address.href);
    return address.href;
  }
  if (found.length > 0) await query(server, `DROP DATABASE ${name} WITH (FORCE)`);
  await query(server, `CREATE DATABASE ${name}`);
  made.push(name);
  await migrate(address.href);
  console.log(`Making ${articles.toLocaleString('en')} articles …`);
  const database = new pg.Client(address.href);
  await database.connect();
  await fill(database, articles);
  await database.query(`COMMENT ON SCHEMA bench IS 'filled'`);
  await database.end();
  return address.href;
}

const isFilled = async (url: string): Promise<boolean> =>
  (await query(url, `SELECT FROM pg_namespace WHERE nspname = 'bench' AND obj_description(oid) = 'filled'`))
    .length > 0;

/** One statement in a session of its own. */
export async function query<Row extends object>(
  url: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const session = new pg.Client(url);
  await session.connect();
  try {
    return (await session.query<Row>(text, values)).rows;
  } finally {
    await session.end();
  }
}
