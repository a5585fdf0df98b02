// `npm run backup -- FILE`: writes the database into FILE, and exits with 0, or with 1 and the reason.

import { exitWithError } from './cli-error.js';
import { loadConfig } from './config/config.js';
import { withDatabaseOf } from './database/backup/database-of.js';
import { fileArgument } from './database/backup/file-argument.js';
import { writeBackup } from './database/backup/write-backup.js';

async function backUp(): Promise<void> {
  const file = fileArgument('backup');
  await withDatabaseOf(loadConfig(process.env), 'existing', async (url) => {
    const { header, tables, rows } = await writeBackup(url, file);
    console.log(`Wrote ${file}: ${rows} rows of ${tables} tables as of ${header.takenAt}.`);
  });
}

backUp().catch(exitWithError);
