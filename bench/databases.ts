// Opens the PostgreSQL of the benchmark, which has a database for each data set: an embedded one in a folder of its own, or
// the one of BENCH_DATABASE_URL. Data sets that were created are removed at the end, unless `--keep` is given.
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../src/database/embedded-postgres.js';
import { migrate } from '../src/database/migrations.js';
import { fillDataSet, type DataSetOptions } from './dataset/fill.js';

export interface Databases {
  /** The URL of the data set with so many articles; created where there is none yet. */
  dataSet(articles: number, options?: DataSetOptions): Promise<string>;
  close(): Promise<void>;
}

/** @param keep a folder for the embedded PostgreSQL in which the data sets stay */
export async function openDatabases(keep: string | undefined): Promise<Databases> {
  const outside = process.env.BENCH_DATABASE_URL;
  if (outside !== undefined) {
    const created: string[] = [];
    const drop = async () => {
      for (const name of keep === undefined ? created : []) await query(outside, `DROP DATABASE ${name}`);
    };
    return { dataSet: (articles, options) => openDataSet(outside, created, articles, options), close: drop };
  }
  const folder = keep ?? (await mkdtemp(join(tmpdir(), 'copydesk-bench-')));
  await mkdir(folder, { recursive: true });
  // Where root runs the benchmark, PostgreSQL runs as another user, who needs access.
  await chmod(folder, 0o755);
  // Loads a million articles between two checkpoints; the other settings are Copydesk's.
  const embedded = await startEmbeddedPostgres(folder, { settings: { max_wal_size: '4GB' } });
  return {
    dataSet: (articles, options) => openDataSet(embedded.url, [], articles, options),
    close: async () => {
      await embedded.stop();
      if (keep === undefined) await rm(folder, { recursive: true });
    },
  };
}

async function openDataSet(
  server: string,
  created: string[],
  articles: number,
  options: DataSetOptions = {},
): Promise<string> {
  const { isWhole, scheduled, ending } = options;
  const parts = [
    articles,
    isWhole && 'whole',
    scheduled && `scheduled_${scheduled}`,
    ending && `ending_${ending}`,
  ];
  const name = ['copydesk_bench', ...parts.filter(Boolean)].join('_');
  const address = new URL(server);
  address.pathname = `/${name}`;
  const found = await query(server, 'SELECT FROM pg_database WHERE datname = $1', [name]);
  if (found.length > 0 && (await isFilled(address.href))) {
    await migrate(address.href);
    return address.href;
  }
  if (found.length > 0) await query(server, `DROP DATABASE ${name} WITH (FORCE)`);
  await query(server, `CREATE DATABASE ${name}`);
  created.push(name);
  await migrate(address.href);
  console.log(`Making ${name} …`);
  const database = new pg.Client(address.href);
  await database.connect();
  await fillDataSet(database, articles, options);
  await database.query(`COMMENT ON SCHEMA bench IS 'filled'`);
  await database.end();
  return address.href;
}

const isFilled = async (url: string): Promise<boolean> =>
  (await query(url, `SELECT FROM pg_namespace WHERE nspname = 'bench' AND obj_description(oid) = 'filled'`))
    .length > 0;

/** Runs one statement in a session of its own. */
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
