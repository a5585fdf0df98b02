// The PostgreSQL that Copydesk brings with it, for where no DATABASE_URL is given. Its data is in DATA_DIR/postgres, and one
// Copydesk server at a time owns it, by a lock in the database itself that ends with its owner however that ends. A PostgreSQL
// that runs without an owner was left behind by a Copydesk that was killed, and is taken over.

import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { assertMayEnter, bundledPrograms, EmbeddedPostgresError, osUser } from './postgres-programs.js';
import { acquire, connect } from './instance-lock.js';
import {
  logTail,
  initDataDir,
  type PostgresInstance,
  type Postmaster,
  recordedPostmaster,
  spawnPostmaster,
  stopPostmaster,
} from './postmaster.js';

export interface EmbeddedPostgres {
  /** Of a login that owns its database and is no superuser. */
  readonly url: string;
  /** Stops it, and leaves no process and no lock. */
  stop(): Promise<void>;
}

/** Another PostgreSQL than the one in the npm packages, and how it is made and set. */
export interface Variant {
  /** The folder with initdb and postgres. */
  readonly programs?: string;
  /** Arguments for initdb instead of LOCALE. */
  readonly locale?: readonly string[];
  readonly settings?: Readonly<Record<string, string>>;
}

export class DataDirInUseError extends Error {
  readonly code = 'DATA_DIR_IN_USE';
  constructor(dataDir: string) {
    super(
      `The data directory ${dataDir} is in use by another Copydesk server. Stop that one, or set another DATA_DIR.`,
    );
  }
}

// Order and case come with PostgreSQL itself, the same on every machine. Where words end is asked of the C library, which
// takes a dash between two Cyrillic words for a letter unless its locale says that the text is UTF-8.
const LOCALE = [
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  `--lc-ctype=${process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'}`,
];

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // Four for each of 64 workers, the most that there may be; three for what is done in the background; some for commands.
  max_connections: '280',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Not the errors of statements: they are Copydesk's to report, and would bring what people wrote into the log.
  log_min_messages: 'log',
  log_checkpoints: 'off',
};

/**
 * Starts the PostgreSQL in `dataDir`, made where there is none yet. Throws DataDirInUseError, or an
 * EmbeddedPostgresError.
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  variant: Variant = {},
): Promise<EmbeddedPostgres> {
  const folder = resolve(dataDir);
  const home = join(folder, 'postgres');
  await mkdir(folder, { recursive: true });
  const instance = { home, programs: variant.programs ?? bundledPrograms(), user: await osUser(home) };
  assertMayEnter(instance.user, [instance.programs, folder]);
  if (!existsSync(home)) {
    const initdb = ['--auth=scram-sha-256', '--encoding=UTF8', ...(variant.locale ?? LOCALE)];
    if (variant.settings?.fsync === 'off') initdb.push('--no-sync');
    await initDataDir(instance, randomBytes(24).toString('base64url'), initdb);
  }
  const password = await passwordIn(home);

  const settings = { ...SETTINGS, ...variant.settings };
  const { postmaster, session } = await reach(instance, password, settings);
  if (!(await acquire(session))) throw new DataDirInUseError(folder);
  await makeDatabase(session, password);

  let stopping = false;
  let acquiring = Promise.resolve();
  const acquireAgain = async (): Promise<void> => {
    while (!stopping) {
      const again = await connect(instance, postmaster, password);
      // A session that breaks meanwhile has no lock.
      const isOurs = again instanceof pg.Client && (await acquire(again).catch(() => false));
      if (again instanceof pg.Client && isOurs) return watch(again);
      // Where one of its processes crashes, PostgreSQL ends all sessions and goes on; where it was killed itself, it is
      // started again. One that runs but does not answer keeps another from starting.
      if (again === 'absent' && !stopping) await spawnPostmaster(instance, settings, postmaster.port);
      await sleep(250, undefined, { ref: false });
    }
  };
  const watch = (owner: pg.Client) => void owner.once('end', () => (acquiring = acquireAgain()));
  watch(session);
  return {
    url: urlOf(postmaster, password),
    stop: async () => {
      stopping = true;
      await acquiring;
      // One at another port would be that of a Copydesk server that came while ours was gone.
      const recorded = await recordedPostmaster(instance);
      await stopPostmaster(instance, recorded?.port === postmaster.port ? recorded : postmaster);
    },
  };
}

/** For a command: the PostgreSQL of a server that runs, which then goes on, else one that is started. */
export async function reachEmbeddedPostgres(dataDir: string): Promise<EmbeddedPostgres> {
  try {
    return await startEmbeddedPostgres(dataDir);
  } catch (error) {
    if (!(error instanceof DataDirInUseError)) throw error;
    const home = join(resolve(dataDir), 'postgres');
    const instance = { home, programs: bundledPrograms(), user: await osUser(home) };
    const recorded = await recordedPostmaster(instance);
    if (recorded === undefined) throw error;
    return { url: urlOf(recorded, await passwordIn(home)), stop: () => Promise.resolve() };
  }
}

const passwordIn = async (home: string): Promise<string> =>
  (await readFile(join(home, 'password'), 'utf8')).trim();

const urlOf = ({ port }: Postmaster, password: string): string =>
  `postgresql://copydesk:${password}@127.0.0.1:${port}/copydesk`;

/** A session with the server of `instance`: with the one that runs, else with one that is started. */
async function reach(
  instance: PostgresInstance,
  password: string,
  settings: Readonly<Record<string, string>>,
): Promise<{ postmaster: Postmaster; session: pg.Client }> {
  for (let failures = 0, start = Date.now(); failures < 10 && Date.now() - start < 60_000; await sleep(100)) {
    const postmaster = await recordedPostmaster(instance);
    const session = postmaster && (await connect(instance, postmaster, password));
    if (postmaster && session instanceof pg.Client) return { postmaster, session };
    // Busy: it comes up or goes down. Of two that start one at a time, one fails and finds the other's here.
    if (session !== 'busy' && !(await spawnPostmaster(instance, settings))) failures += 1;
  }
  throw new EmbeddedPostgresError(
    `PostgreSQL does not start in ${instance.home}. It says:\n${await logTail(instance)}`,
  );
}

async function makeDatabase(session: pg.Client, password: string): Promise<void> {
  const { rows } = await session.query<{ role: boolean; database: boolean }>(`
    SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = 'copydesk') AS role,
           EXISTS (SELECT FROM pg_database WHERE datname = 'copydesk') AS database`);
  const secret = session.escapeLiteral(password);
  if (!rows[0]?.role)
    await session.query(`CREATE ROLE copydesk LOGIN CREATEDB CREATEROLE PASSWORD ${secret}`);
  if (!rows[0]?.database) await session.query('CREATE DATABASE copydesk OWNER copydesk');
}
