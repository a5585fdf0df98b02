// `npm run restore -- FILE`: restores FILE into an empty database, and exits with 0, or with 1 and the reason.

import { exitWithError } from './cli-error.js';
import { loadConfig } from './config/config.js';
import { withDatabaseOf } from './database/backup/database-of.js';
import { fileArgument } from './database/backup/file-argument.js';
import { restoreBackup } from './database/backup/restore-backup.js';

async function restore(): Promise<void> {
  const file = fileArgument('restore');
  await withDatabaseOf(loadConfig(process.env), 'any', async (url) => {
    const { header, tables, rows } = await restoreBackup(url, file);
    console.log(`Restored ${rows} rows of ${tables} tables as of ${header.takenAt}.`);
  });
}

restore().catch(exitWithError);
