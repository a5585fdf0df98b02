// Start and stop: configuration, database, migrations, server; and back in the opposite order.
import { type INestApplication, Logger } from '@nestjs/common';
import { fileURLToPath } from 'node:url';
import { ConfigError, loadConfig } from './config/config.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './database/embedded-postgres.js';
import { migrate } from './database/migrations.js';
import { createServer } from './server.js';

/** Milliseconds that requests get to finish after SIGTERM. */
const GRACE = 10_000;

const log = new Logger('Copydesk');

export interface RunningServer {
  readonly url: string;
  /** Of the login that owns the tables. */
  readonly databaseUrl: string;
}

/** Runs until SIGTERM or SIGINT. */
export async function start(env: Readonly<Record<string, string | undefined>>): Promise<RunningServer> {
  const config = loadConfig(env);
  const embedded = config.databaseUrl === undefined ? await startEmbeddedPostgres(config.dataDir) : undefined;
  const databaseUrl = config.databaseUrl ?? embedded?.url ?? '';
  try {
    if (config.migrateAtStart) await migrate(databaseUrl);
    const app = await createServer({ ...config, databaseUrl });
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(app, embedded));
    await app.listen({ host: config.host, port: config.port });
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

/** What a person can mend is told in a sentence, anything else in full. */
export function fail(error: unknown): never {
  const isExpected = error instanceof ConfigError || (error instanceof Error && 'code' in error);
  console.error(isExpected ? error.message : error);
  process.exit(1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) start(process.env).catch(fail);
