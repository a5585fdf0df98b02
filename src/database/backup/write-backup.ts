// Writes the database into one file, as of one instant, while servers go on: in one transaction that sees one snapshot, as a stream.

import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { PACKAGE_FILE } from '../../project-paths.js';
import { lockAgainstMigrations, withSession } from '../migrations.js';
import { BackupError } from './backup-error.js';
import { sequencesOf, tablesOf } from './catalogue.js';
import {
  type BackupHeader,
  type BackupSummary,
  type BackupTable,
  checkBackup,
  FORMAT,
} from './checked-backup.js';
import { FRAME, jsonFrame, rowsFrames } from './frames.js';

/** In which values are written and read, whatever the login's are. */
export const TEXT_SETTINGS = `
  SET LOCAL client_encoding = 'UTF8'; SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, YMD';
  SET LOCAL intervalstyle = 'postgres'; SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1;
  SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0;`;

/**
 * Writes `file.partial`, reads it back, and names it `file`: what has that name is whole. Only its owner may read it, since it
 * has the hashes of passwords and what nobody has published.
 */
export async function writeBackup(url: string, file: string): Promise<BackupSummary> {
  const partial = `${file}.partial`;
  for (const path of [file, partial])
    if (existsSync(path)) throw new BackupError(`${path} exists already; nothing is overwritten.`);
  try {
    await withSession(url, 'copydesk-backup', async (session) => {
      // An ALTER TABLE that waited for the backup would keep everybody else waiting behind it.
      await lockAgainstMigrations(session);
      await session.query(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${TEXT_SETTINGS}`);
      const output = createWriteStream(partial, { flags: 'wx', mode: 0o600, flush: true });
      await pipeline(framesOf(session), createGzip(), output);
      await session.query('COMMIT');
    });
    const summary = await checkBackup(partial);
    await rename(partial, file);
    return summary;
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

async function* framesOf(session: pg.Client): AsyncGenerator<Buffer> {
  const whole = createHash('sha256');
  let tables = 0;
  for await (const frame of contentFrames(session)) {
    whole.update(frame);
    if (frame[0] === FRAME.table) tables += 1;
    yield frame;
  }
  yield jsonFrame(FRAME.end, { tables, sha256: whole.digest('hex') });
}

async function* contentFrames(session: pg.Client): AsyncGenerator<Buffer> {
  yield jsonFrame(FRAME.header, await headerOf(session));
  for (const table of await tablesOf(session)) yield* tableFrames(session, table);
}

async function* tableFrames(session: pg.Client, table: BackupTable): AsyncGenerator<Buffer> {
  yield jsonFrame(FRAME.table, table);
  const ofTable = createHash('sha256');
  const rows = session.query(copyTo(`COPY ${table.name} (${table.columns.join(', ')}) TO STDOUT`));
  for await (const chunk of rows as AsyncIterable<Buffer>) {
    ofTable.update(chunk);
    yield* rowsFrames(chunk);
  }
  yield jsonFrame(FRAME.tableEnd, { rows: rows.rowCount, sha256: ofTable.digest('hex') });
}

async function headerOf(session: pg.Client): Promise<BackupHeader> {
  const { rows: found } = await session.query<{ migrated: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS migrated`,
  );
  if (!found[0]?.migrated) throw new BackupError('There is nothing of Copydesk in the database.');
  const { rows: migrations } = await session.query<{ name: string; checksum: string }>(
    `SELECT migration_name AS name, checksum FROM _prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY started_at, migration_name`,
  );
  const { rows } = await session.query<{ now: Date }>('SELECT now()');
  const { version } = JSON.parse(await readFile(PACKAGE_FILE, 'utf8')) as { version: string };
  const takenAt = rows[0]?.now.toISOString() ?? '';
  return { format: FORMAT, version, takenAt, migrations, sequences: await sequencesOf(session) };
}
