// Start and stop: configuration, database, migrations, server; and back in the opposite order.
import { type INestApplication, Logger } from '@nestjs/common';
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadConfig } from './config/config.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './database/embedded-postgres.js';
import { migrate } from './database/migrations.js';
import { fail } from './fail.js';
import { createServer } from './server.js';

/** Milliseconds that requests get to finish after SIGTERM. */
const GRACE = 10_000;

const log = new Logger('Copydesk');

export interface RunningServer {
  readonly url: string;
  /** Of the login that owns the tables. */
  readonly databaseUrl: string;
}

/** Runs until SIGTERM or SIGINT; one that comes while it starts is obeyed as soon as it has started. */
export async function start(env: Readonly<Record<string, string | undefined>>): Promise<RunningServer> {
  const config = loadConfig(env);
  const toldToEnd = new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, resolve);
  });
  const embedded = config.databaseUrl === undefined ? await startEmbeddedPostgres(config.dataDir) : undefined;
  const databaseUrl = config.databaseUrl ?? embedded?.url ?? '';
  try {
    if (config.migrateAtStart) await migrate(databaseUrl);
    const app = await createServer({ ...config, databaseUrl });
    await app.listen({ host: config.host, port: config.port });
    void toldToEnd.then(() => stop(app, embedded));
    const url = await app.getUrl();
    log.log(`Listening on ${url}`);
    return { url, databaseUrl };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

/** Stops accepting, lets what has begun finish, and ends. */
async function stop(app: INestApplication, embedded: EmbeddedPostgres | undefined): Promise<void> {
  const late = new Promise((resolve) => setTimeout(resolve, GRACE).unref());
  await Promise.race([app.close(), late]);
  await embedded?.stop();
  process.exit(0);
}

const isRun =
  process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url);
if (isRun) start(process.env).catch(fail);
