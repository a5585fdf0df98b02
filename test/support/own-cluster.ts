// A PostgreSQL of a test's own, for what would hit all others in the run's: it is paused, killed, and refuses connections.
import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/database/embedded-postgres.js';
import { migrate } from '../../src/database/migrations.js';
import { postmasterPid } from './server-process.js';

export interface OwnCluster {
  /** Of its migrated database, as DATABASE_URL would have it. */
  readonly url: string;
  /** Of its postmaster; undefined while none runs. */
  pid(): number | undefined;
  /** A session with all rights in that database. */
  superuser(): Promise<pg.Client>;
  /** Sends a signal to all its processes: SIGSTOP pauses it, SIGCONT goes on; after SIGKILL it is started again. */
  signal(signal: NodeJS.Signals): void;
  stop(): Promise<void>;
}

/** @param more settings of PostgreSQL */
export async function startOwnCluster(more: Readonly<Record<string, string>> = {}): Promise<OwnCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'copydesk-own-'));
  // Where we are root, PostgreSQL runs as somebody else.
  await chmod(folder, 0o755);
  const programs = process.env.TEST_PG_BINDIR;
  const settings = { fsync: 'off', ...more };
  const postgres = await startEmbeddedPostgres(
    folder,
    programs ? { settings, programs, locale: ['--locale=C.UTF-8'] } : { settings },
  );
  await migrate(postgres.url);
  return {
    url: postgres.url,
    pid: () => postmasterPid(folder),
    superuser: async () => {
      const url = new URL(postgres.url);
      url.username = 'postgres';
      const session = new pg.Client(url.href).on('error', () => undefined);
      await session.connect();
      return session;
    },
    signal: (signal) => {
      const postmaster = String(postmasterPid(folder));
      const children = execFileSync('ps', ['-o', 'pid=', '--ppid', postmaster], { encoding: 'utf8' });
      // The postmaster first: it would end the others where it sees one of them end.
      for (const pid of [postmaster, ...children.trim().split(/\s+/)]) send(Number(pid), signal);
    },
    stop: async () => {
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One may have ended meanwhile. */
function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
