// Start and stop: configuration, database, migrations, server; and back in the opposite order.
import { Logger } from '@nestjs/common';
import { loadConfig } from './config/config.js';
import { startEmbeddedPostgres } from './database/embedded-postgres.js';
import { migrate } from './database/migrations.js';
import { toldToEnd } from './told-to-end.js';

export interface Started {
  readonly url: string;
  /** Of the login that owns the tables. */
  readonly databaseUrl: string;
}

/** Runs until SIGTERM or SIGINT; one that comes while it starts is obeyed as soon as it has started. */
export async function start(env: Readonly<Record<string, string | undefined>>): Promise<Started> {
  const config = loadConfig(env);
  const end = toldToEnd();
  // Loaded while the database starts: both take their time.
  const loading = config.workers > 1 ? import('./workers.js') : import('./server.js');
  const embedded = config.databaseUrl === undefined ? await startEmbeddedPostgres(config.dataDir) : undefined;
  const databaseUrl = config.databaseUrl ?? embedded?.url ?? '';
  try {
    if (config.migrateAtStart) await migrate(databaseUrl);
    const { serve } = await loading;
    const server = await serve({ ...config, databaseUrl });
    void end.then(async () => {
      await server.stop();
      await embedded?.stop();
      process.exit(0);
    });
    new Logger('Copydesk').log(`Listening on ${server.url}`);
    return { url: server.url, databaseUrl };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}
