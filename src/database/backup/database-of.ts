// The database that the server uses, for a command beside it.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../config/config.js';
import { reachEmbeddedPostgres } from '../embedded-postgres.js';
import { BackupError } from './backup-error.js';

/** @param which `existing` makes no embedded database where there is none yet */
export async function withDatabaseOf(
  { databaseUrl, dataDir }: Config,
  which: 'existing' | 'any',
  work: (url: string) => Promise<void>,
): Promise<void> {
  if (databaseUrl !== undefined) return work(databaseUrl);
  if (which === 'existing' && !existsSync(join(dataDir, 'postgres')))
    throw new BackupError(`There is no database in ${dataDir}; set DATA_DIR or DATABASE_URL.`);
  const embedded = await reachEmbeddedPostgres(dataDir);
  try {
    await work(embedded.url);
  } finally {
    await embedded.stop();
  }
}
