// Runs the PostgreSQL and the servers of a test run from a bundle, as a process beside Jest. When its standard input closes, at
// the end of Jest or when Jest is killed, it removes all of them. TEST_PG_BINDIR names the folder of another
// PostgreSQL than the embedded one (`pg_config --bindir`).

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres, type Variant } from '../../src/database/embedded-postgres.js';
import { migrate } from '../../src/database/migrations.js';
import { bundled } from './bundled.js';
import { serveServers } from './servers.js';

const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  max_connections: '200',
  shared_preload_libraries: 'pg_stat_statements',
  // Where a test asks for it.
  'pg_stat_statements.track': 'none',
};
const programs = process.env.TEST_PG_BINDIR;
// Sign-ins that cost nothing: the tests open hundreds of connections. Older ones do not know the setting.
const ours = { ...settings, scram_iterations: '1' };
const variant: Variant = programs ? { settings, programs, locale: ['--locale=C.UTF-8'] } : { settings: ours };

// Ctrl-C reaches this process too, and Jest may still have something to finish.
process.on('SIGINT', () => undefined);

/** Makes the cluster ready to be copied from and counted in. @param url of that login; the superuser has the same password */
async function prepare(url: string): Promise<void> {
  const superuser = new URL(url);
  const { username } = superuser;
  superuser.username = 'postgres';
  const session = new pg.Client(superuser.href);
  await session.connect();
  // A template is copied only while nobody is connected to it.
  await session.query('ALTER DATABASE copydesk ALLOW_CONNECTIONS false');
  await session.query(`
    CREATE EXTENSION pg_stat_statements;
    GRANT EXECUTE ON FUNCTION pg_stat_statements_reset TO ${username};
    GRANT SET ON PARAMETER pg_stat_statements.track TO ${username};
    GRANT pg_read_all_stats TO ${username}`);
  await session.end();
}

// Meanwhile.
const bundling = bundled();
let bundle: Awaited<typeof bundling> | undefined;
const folder = await mkdtemp(join(tmpdir(), 'copydesk-test-'));
// Where we are root, PostgreSQL runs as somebody else.
await chmod(folder, 0o755);
try {
  const cluster = await startEmbeddedPostgres(folder, variant);
  try {
    await migrate(cluster.url);
    const url = cluster.url.replace(/\/copydesk$/, '/postgres');
    await prepare(url);
    bundle = await bundling;
    const servers = await serveServers(bundle.dist);
    console.log(JSON.stringify({ cluster: url, servers: servers.url, bundle: bundle.dist }));
    for await (const _ of process.stdin);
    await servers.stop();
  } finally {
    await cluster.stop();
  }
} finally {
  await bundle?.remove();
  await rm(folder, { recursive: true, force: true });
}
