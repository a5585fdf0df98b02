// The migrations in prisma/migrations against a database: which are missing, and applying them, one server at a time
// however many start together. What they say is theirs; how they are applied is Prisma's, its _prisma_migrations too.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DATA_MODEL, MIGRATIONS } from '../project-paths.js';
import { isJobQueueBehind } from './job-queue.js';
import { assertSuitable } from './requirements.js';
import { withSchemaEngine } from './schema-engine.js';

/** The key of an advisory lock: one server migrates at a time. */
const MIGRATION_LOCK = 0x6d696772;
const POLL_INTERVAL_MS = 50;
const APPLICATION_NAME = 'copydesk-migrate';
/** The job queue's migrations, which come after ours, as one. */
const JOB_QUEUE = 'graphile_worker';

export class MigrationError extends Error {
  readonly code = 'MIGRATION_FAILED';
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'MigrationError';
  }
}

export class UnreachableDatabaseError extends Error {
  readonly code = 'DATABASE_UNREACHABLE';
  constructor(cause: unknown) {
    // One that tried several addresses has no message.
    const { message, code } = cause as Error & { code?: string };
    super(`No connection to the database of DATABASE_URL: ${message || code}`, { cause });
    this.name = 'UnreachableDatabaseError';
  }
}

/** The names of the migrations that the database at `url` has not had yet, in order, with the job queue's as one. */
export async function pendingMigrations(url: string, folder = MIGRATIONS): Promise<string[]> {
  return withSession(url, APPLICATION_NAME, (session) => pendingIn(session, folder));
}

/**
 * Applies what is missing and tells its names. Each migration is one transaction: one that fails leaves nothing of
 * itself, and a MigrationError says what is wrong with it; an UnsuitableDatabaseError, what is wrong with the database.
 */
export async function migrate(url: string, folder = MIGRATIONS): Promise<string[]> {
  return withSession(url, APPLICATION_NAME, async (session) => {
    if ((await pendingIn(session, folder)).length === 0) return [];
    await assertSuitable(session);
    await lockToMigrate(session);
    const pending = await pendingIn(session, folder);
    if (pending.some((name) => name !== JOB_QUEUE)) await apply(session, url, folder);
    if (pending.includes(JOB_QUEUE)) await applyJobQueue(session, url);
    return pending;
  });
}

async function applyJobQueue(session: pg.Client, url: string): Promise<void> {
  try {
    const { migrateJobQueue } = await import('./migrate-job-queue.js');
    await migrateJobQueue(session, url);
  } catch (cause) {
    throw new MigrationError(`Migration failed: ${JOB_QUEUE}\n${messageOf(cause)}`, { cause });
  }
}

/** Until `session` ends, nobody else migrates. */
export const lockToMigrate = (session: pg.Client): Promise<void> => lock(session, 'pg_try_advisory_lock');

/** Until `session` ends, nobody migrates; others may have the same lock. */
export const lockAgainstMigrations = (session: pg.Client): Promise<void> =>
  lock(session, 'pg_try_advisory_lock_shared');

/**
 * The lock is polled: a session that waits in pg_advisory_lock holds a snapshot, and would wait for a CREATE INDEX CONCURRENTLY
 * that waits for it.
 */
async function lock(session: pg.Client, attempt: string): Promise<void> {
  const tryLock = () =>
    session.query<{ locked: boolean }>(`SELECT ${attempt}($1) AS locked`, [MIGRATION_LOCK]);
  while (!(await tryLock()).rows[0]?.locked) await sleep(POLL_INTERVAL_MS);
}

/** Lends a session of its own to `work`. Throws an UnreachableDatabaseError. */
export async function withSession<T>(
  url: string,
  applicationName: string,
  work: (session: pg.Client) => Promise<T>,
): Promise<T> {
  const session = new pg.Client({
    ...{ connectionString: url, application_name: applicationName, connectionTimeoutMillis: 10_000 },
  });
  // Where the connection breaks the next query says so; an unhandled 'error' would end the process.
  session.on('error', () => undefined);
  try {
    await session.connect();
  } catch (cause) {
    throw new UnreachableDatabaseError(cause);
  }
  try {
    return await work(session);
  } finally {
    await session.end();
  }
}

async function pendingIn(session: pg.Client, folder: string): Promise<string[]> {
  const applied = await recorded(session, 'finished_at IS NOT NULL AND rolled_back_at IS NULL');
  const pending = (await namesIn(folder)).filter((name) => !applied.includes(name));
  const lacksQueue = folder === MIGRATIONS && (await isJobQueueBehind(session));
  return lacksQueue ? [...pending, JOB_QUEUE] : pending;
}

async function unfinishedIn(session: pg.Client): Promise<string[]> {
  return recorded(session, 'finished_at IS NULL AND rolled_back_at IS NULL');
}

async function recorded(session: pg.Client, condition: string): Promise<string[]> {
  const table = await session.query<{ name: string | null }>(
    `SELECT to_regclass('_prisma_migrations') AS name`,
  );
  if (table.rows[0]?.name == null) return [];
  const { rows } = await session.query<{ migration_name: string }>(
    `SELECT migration_name FROM _prisma_migrations WHERE ${condition}`,
  );
  return rows.map((row) => row.migration_name);
}

async function namesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

async function apply(session: pg.Client, url: string, folder: string): Promise<void> {
  const migrationsList = {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all((await namesIn(folder)).map((name) => directory(folder, name))),
  };
  const schema = await readFile(DATA_MODEL, 'utf8');
  return withSchemaEngine(url, schema, async (engine) => {
    // Nobody else migrates now, so what was begun and not finished failed, or died with its server, and left nothing.
    for (const migrationName of await unfinishedIn(session))
      await engine.markMigrationRolledBack({ migrationName });
    try {
      const filters = { externalTables: [], externalEnums: [] };
      await engine.applyMigrations({ migrationsList, filters });
    } catch (cause) {
      const names = (await unfinishedIn(session)).join(', ');
      throw new MigrationError(`Migration failed: ${names || 'none was begun'}\n${messageOf(cause)}`, {
        cause,
      });
    }
  });
}

async function directory(folder: string, name: string) {
  const value = await readFile(join(folder, name, 'migration.sql'), 'utf8');
  return { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } };
}

/** What the engine says, without its stack. */
function messageOf(error: unknown): string {
  return String(error)
    .replace(/\n\s*0: [^]*/, '')
    .replace(/^.*external connector error\n/, '');
}
