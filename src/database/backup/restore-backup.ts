// Restores a backup into an empty database. The file is read to its end before anything is written. Then one transaction applies
// the backup's own migrations, as they are applied to any new database, and copies the rows: it comes to be as a whole, or the database
// stays empty. What migrations this version has beyond those follow as at any start.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { MIGRATIONS } from '../../project-paths.js';
import { lockToMigrate, migrate, withSession } from '../migrations.js';
import { assertSuitable } from '../requirements.js';
import { BackupError } from './backup-error.js';
import { contentsOf, foreignKeysOf } from './catalogue.js';
import {
  type BackupHeader,
  type BackupPart,
  type BackupSummary,
  type BackupTable,
  checkBackup,
  partsOf,
} from './checked-backup.js';
import { TEXT_SETTINGS } from './write-backup.js';

/** As Prisma's engine makes it. */
const MIGRATIONS_TABLE = `CREATE TABLE _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

/**
 * By how much the number of the last change is raised: clients may have seen numbers that were given after the backup, and wait
 * for them. It is 11 days of a change a second.
 */
const SEQ_STEP = 1_000_000;

/** Throws a BackupError, having changed nothing, where the file is not whole or the database not empty. */
export async function restoreBackup(url: string, file: string): Promise<BackupSummary> {
  const summary = await checkBackup(file);
  const scripts = await scriptsOf(summary.header);
  await withSession(url, 'copydesk-restore', async (session) => {
    await assertEmpty(session);
    await assertSuitable(session);
    await lockToMigrate(session);
    await session.query(`BEGIN; ${TEXT_SETTINGS}`);
    try {
      // A server may have migrated before we had the lock.
      await assertEmpty(session);
      for (const script of [MIGRATIONS_TABLE, ...scripts]) await session.query(script);
      await load(session, summary.header, partsOf(file));
      await session.query('COMMIT');
    } catch (error) {
      await session.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  });
  await migrate(url);
  return summary;
}

async function assertEmpty(session: pg.Client): Promise<void> {
  const contents = await contentsOf(session);
  if (contents.length === 0) return;
  const named = contents.slice(0, 3).join(', ') + (contents.length > 3 ? ', …' : '');
  throw new BackupError(
    `The database is not empty (${named}). A backup is restored into an empty one, made with CREATE DATABASE.`,
  );
}

/** Those of the backup, in the order in which they were applied there. */
async function scriptsOf({ migrations, version }: BackupHeader): Promise<string[]> {
  return Promise.all(
    migrations.map(async ({ name, checksum }) => {
      const script = await readFile(join(MIGRATIONS, name, 'migration.sql'), 'utf8').catch(() => '');
      if (createHash('sha256').update(script).digest('hex') === checksum) return script;
      throw new BackupError(
        `The backup is of Copydesk ${version} with the migration ${name}, which this version does not have. Restore it with that version or a later one.`,
      );
    }),
  );
}

async function load(
  session: pg.Client,
  header: BackupHeader,
  parts: AsyncGenerator<BackupPart>,
): Promise<void> {
  // Tables refer to one another in circles. Added again, each foreign key is checked once, for all rows.
  const foreignKeys = await foreignKeysOf(session);
  for (const { table, name } of foreignKeys)
    await session.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  for (let next = await parts.next(); !next.done; next = await parts.next())
    if (next.value.kind === 'table') await copyRows(session, next.value.table, parts);
  for (const { table, name, definition } of foreignKeys)
    await session.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
  for (const { name, value, isCalled } of header.sequences)
    await session.query('SELECT setval($1::regclass, $2, $3)', [name, value, isCalled]);
  await session.query(
    `INSERT INTO delivery.changes (seq, keys) SELECT coalesce(max(seq), 0) + $1, '{}' FROM delivery.changes`,
    [SEQ_STEP],
  );
}

/** Triggers have done their part before the backup: what they wrote is in it. */
async function copyRows(
  session: pg.Client,
  { name, columns }: BackupTable,
  parts: AsyncGenerator<BackupPart>,
): Promise<void> {
  let expected: number | undefined;
  async function* rows(): AsyncGenerator<Buffer> {
    for (let next = await parts.next(); !next.done; next = await parts.next()) {
      if (next.value.kind === 'rows') yield next.value.content;
      if (next.value.kind === 'tableEnd') return void (expected = next.value.rows);
    }
  }
  await session.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`);
  // A migration may have put rows into a table, which the backup has too.
  await session.query(`DELETE FROM ${name}`);
  const copy = session.query(copyFrom(`COPY ${name} (${columns.join(', ')}) FROM STDIN`));
  await pipeline(Readable.from(rows(), { objectMode: false }), copy);
  if (copy.rowCount !== expected)
    throw new BackupError(`${name} has ${copy.rowCount} rows instead of ${expected}.`);
  await session.query(`ALTER TABLE ${name} ENABLE TRIGGER USER; ANALYZE ${name}`);
}
