// Loads the configuration, starts the database, migrates it, starts the server, and stops them in the opposite order.
import { Logger } from '@nestjs/common';
import { loadConfig, type Config, type DemoSignIn } from './config/config.js';
import { historyKeysOf } from './config/history-keys.js';
import { startEmbeddedPostgres } from './database/embedded-postgres.js';
import { migrate } from './database/migrations.js';
import { assertPooledLogins } from './database/pooled-logins.js';
import { loggerFor } from './log.js';
import { shutdownSignal } from './shutdown-signal.js';
import { surviveUnwritableLog } from './unwritable-log.js';

export interface Started {
  readonly url: string;
  readonly config: Config;
  /** Connects as the login that owns the tables. */
  readonly databaseUrl: string;
}

/**
 * Runs until SIGTERM or SIGINT. A signal during the start stops the server once the start is complete. A signal while it
 * migrates, or waits for another server that does, ends the process at once: an uncommitted migration leaves nothing.
 * @param demoSignIns offered to everybody who opens the desk
 */
export async function start(
  env: Readonly<Record<string, string | undefined>>,
  demoSignIns: readonly DemoSignIn[] = [],
): Promise<Started> {
  surviveUnwritableLog();
  const config = { ...loadConfig(env), demoSignIns };
  Logger.overrideLogger(loggerFor(config));
  const log = new Logger('Copydesk');
  const shutdown = shutdownSignal();
  // Loading the server and starting the database take equally long, so they run at the same time.
  const loading = config.workers > 1 ? import('./cluster-primary.js') : import('./server.js');
  const embedded = config.databaseUrl === undefined ? await startEmbeddedPostgres(config.dataDir) : undefined;
  const databaseUrl = config.databaseUrl ?? embedded?.url ?? '';
  try {
    const migrating = config.migrateAtStart ? migrate(databaseUrl) : Promise.resolve([]);
    const applied = await Promise.race([migrating, shutdown]);
    if (applied === undefined) {
      await embedded?.stop();
      process.exit(0);
    }
    for (const name of applied) log.log(`Applied the migration ${name}`);
    await assertPooledLogins({ ...config, databaseUrl });
    const historyKeys = historyKeysOf(config, 'create');
    if (historyKeys.length === 0)
      log.warn(
        'HISTORY_KEY is absent: what is added to the history is not vouched for. See docs/history-audit.md.',
      );
    const { serve } = await loading;
    const server = await serve({ ...config, databaseUrl, historyKeys });
    void shutdown.then(async () => {
      await server.stop();
      await embedded?.stop();
      process.exit(0);
    });
    log.log(`Listening on ${server.url}`);
    return { url: server.url, config, databaseUrl };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}
