// A primary with a streaming standby, each a PostgreSQL of its own, which a test may hang, kill and promote.
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/database/embedded-postgres.js';
import { migrate } from '../../src/database/migrations.js';
import {
  type PostgresInstance,
  type Postmaster,
  recordedPostmaster,
  spawnPostmaster,
  stopPostmaster,
} from '../../src/database/postmaster.js';
import { bundledPrograms, osUser } from '../../src/database/postgres-programs.js';

const SETTINGS = {
  ...{ listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '100' },
  ...{ fsync: 'off', autovacuum: 'off', timezone: 'UTC' },
};

export interface ReplicatedServer {
  /** Of the login that owns the database. */
  readonly url: string;
  readonly port: number;
  /** With all rights. */
  readonly superuser: pg.Pool;
  /** All of its processes: SIGSTOP makes it hang, SIGCONT go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): Promise<void>;
  stop(): Promise<void>;
}

export interface ReplicatedDatabase {
  readonly primary: ReplicatedServer;
  readonly standby: ReplicatedServer;
  drop(): Promise<void>;
}

/** Migrated and empty. */
export async function startReplicatedDatabase(): Promise<ReplicatedDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'copydesk-replicated-'));
  await chmod(folder, 0o755);
  const programs = process.env.TEST_PG_BINDIR;
  const variant = programs ? { programs, locale: ['--locale=C.UTF-8'] } : {};
  const made = await startEmbeddedPostgres(join(folder, 'primary'), { ...variant, settings: SETTINGS });
  await migrate(made.url);
  await made.stop();
  const homes = { primary: join(folder, 'primary/postgres'), standby: join(folder, 'standby/postgres') };
  await mkdir(dirname(homes.standby));
  await promisify(execFile)('cp', ['-a', homes.primary, homes.standby]);
  await writeFile(join(homes.standby, 'data/standby.signal'), '');
  const { password } = new URL(made.url);
  const instanceIn = async (home: string): Promise<PostgresInstance> => ({
    ...{ home, programs: programs ?? bundledPrograms(), user: await osUser(home) },
  });
  const primary = await started(await instanceIn(homes.primary), password, SETTINGS);
  const standby = await started(await instanceIn(homes.standby), password, {
    ...SETTINGS,
    primary_conninfo: `host=127.0.0.1 port=${primary.port} user=postgres password=${password}`,
  });
  return {
    primary,
    standby,
    drop: async () => {
      await Promise.all([primary.stop(), standby.stop()]);
      await rm(folder, { recursive: true });
    },
  };
}

async function started(
  instance: PostgresInstance,
  password: string,
  settings: Readonly<Record<string, string>>,
): Promise<ReplicatedServer> {
  if (!(await spawnPostmaster(instance, settings))) throw new Error(`No start in ${instance.home}`);
  const { pid, port } = (await recordedPostmaster(instance)) as Postmaster;
  const urlFor = (user: string) => `postgresql://${user}:${password}@127.0.0.1:${port}/copydesk`;
  const superuser = new pg.Pool({ connectionString: urlFor('postgres'), max: 1 });
  superuser.on('error', () => undefined);
  const signal: ReplicatedServer['signal'] = async (name) => {
    // The first so that it starts no others.
    process.kill(pid, name);
    for (const child of await childrenOf(pid)) {
      try {
        process.kill(child, name);
      } catch {
        // It has ended meanwhile.
      }
    }
  };
  return {
    ...{ url: urlFor('copydesk'), port, superuser, signal },
    stop: async () => {
      await superuser.end();
      if ((await recordedPostmaster(instance))?.pid !== pid) return;
      try {
        await signal('SIGCONT');
      } catch {
        // It was killed.
        return;
      }
      await stopPostmaster(instance, { pid, port });
    },
  };
}

async function childrenOf(pid: number): Promise<number[]> {
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const parents = await Promise.all(
    processes.map(async (name) => {
      const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
      return Number(/\) \S (\d+)/.exec(stat)?.[1]);
    }),
  );
  return processes.filter((_, i) => parents[i] === pid).map(Number);
}
