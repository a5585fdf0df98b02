// Start and stop: configuration, database, migrations, server; and back in the opposite order.
import { Logger } from '@nestjs/common';
import { loadConfig } from './config/config.js';
import { startEmbeddedPostgres } from './database/embedded-postgres.js';
import { migrate } from './database/migrations.js';
import { loggerFor } from './log.js';
import { toldToEnd } from './told-to-end.js';

export interface Started {
  readonly url: string;
  /** Of the login that owns the tables. */
  readonly databaseUrl: string;
}

/**
 * Runs until SIGTERM or SIGINT. One that comes while it starts is obeyed as soon as it has started, but for one that comes
 * while it migrates, which may mean waiting for another server: what it has not committed by then leaves nothing.
 */
export async function start(env: Readonly<Record<string, string | undefined>>): Promise<Started> {
  const config = loadConfig(env);
  Logger.overrideLogger(loggerFor(config));
  const log = new Logger('Copydesk');
  const end = toldToEnd();
  // Loaded while the database starts: both take their time.
  const loading = config.workers > 1 ? import('./workers.js') : import('./server.js');
  const embedded = config.databaseUrl === undefined ? await startEmbeddedPostgres(config.dataDir) : undefined;
  const databaseUrl = config.databaseUrl ?? embedded?.url ?? '';
  try {
    const migrating = config.migrateAtStart ? migrate(databaseUrl) : Promise.resolve([]);
    const applied = await Promise.race([migrating, end]);
    if (applied === undefined) {
      await embedded?.stop();
      process.exit(0);
    }
    for (const name of applied) log.log(`Applied the migration ${name}`);
    const { serve } = await loading;
    const server = await serve({ ...config, databaseUrl });
    void end.then(async () => {
      await server.stop();
      await embedded?.stop();
      process.exit(0);
    });
    log.log(`Listening on ${server.url}`);
    return { url: server.url, databaseUrl };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}
