// `npm run db:migrate`: migrates the database, and exits with 0, or with 1 and the reason.

import { exitWithError } from './cli-error.js';
import { loadConfig } from './config/config.js';
import { startEmbeddedPostgres } from './database/embedded-postgres.js';
import { migrate } from './database/migrations.js';

async function migrateDatabase(env: NodeJS.ProcessEnv): Promise<void> {
  const { databaseUrl, dataDir } = loadConfig(env);
  const embedded = databaseUrl === undefined ? await startEmbeddedPostgres(dataDir) : undefined;
  try {
    const applied = await migrate(databaseUrl ?? embedded?.url ?? '');
    for (const name of applied) console.log(`Applied ${name}`);
    if (applied.length === 0) console.log('Nothing to apply: the database is up to date.');
  } finally {
    await embedded?.stop();
  }
}

migrateDatabase(process.env).catch(exitWithError);
