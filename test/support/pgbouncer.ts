// PgBouncer in front of a test's database, in transaction mode: each transaction gets whichever connection is free.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { osUser } from '../../src/database/postgres-programs.js';
import { freePort } from './free-port.js';
import { until } from './server-process.js';

const PROGRAM = process.env.TEST_PGBOUNCER ?? '/usr/sbin/pgbouncer';

/** Around every test that needs PgBouncer: without it they are skipped, and say so; CI does not let that pass. */
export const describeWithPgBouncer: (name: string, tests: () => void) => void = existsSync(PROGRAM)
  ? describe
  : (name, tests) => {
      if (process.env.CI) throw new Error(`There is no ${PROGRAM}, and CI needs it.`);
      console.warn(`SKIPPED, since there is no ${PROGRAM} (apt-get install pgbouncer): ${name}`);
      describe.skip(name, tests);
    };

export interface Pooler {
  /** The database's address through the pooler, for one of the logins. */
  urlOf(login: string): string;
  stop(): Promise<void>;
}

/** @param password of all the logins */
export async function startPgBouncer(
  databaseUrl: string,
  logins: readonly string[],
  password: string,
): Promise<Pooler> {
  const { hostname, port, pathname } = new URL(databaseUrl);
  const database = pathname.slice(1);
  const listenPort = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'copydesk-pooler-'));
  // PgBouncer does not run as root.
  await chmod(folder, 0o755);
  const file = (name: string) => join(folder, name);
  await writeFile(file('users'), logins.map((login) => `"${login}" "${password}"\n`).join(''));
  const settings = {
    ...{ listen_addr: '127.0.0.1', listen_port: listenPort, unix_socket_dir: '' },
    ...{ auth_type: 'plain', auth_file: file('users') },
    // Fewer than there are clients.
    ...{ pool_mode: 'transaction', default_pool_size: 2 },
  };
  await writeFile(
    file('ini'),
    [
      '[databases]',
      `${database} = host=${hostname} port=${port}`,
      '[pgbouncer]',
      ...Object.entries(settings).map(([name, value]) => `${name} = ${value}`),
    ].join('\n'),
  );
  const child = spawn(PROGRAM, [file('ini')], { ...(await osUser(folder)), stdio: 'ignore' });
  const urlOf = (login: string) => `postgresql://${login}:${password}@127.0.0.1:${listenPort}/${database}`;
  await until(() => answers(urlOf(logins[0] ?? '')));
  return {
    urlOf,
    stop: async () => {
      const ended = once(child, 'close');
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

async function answers(url: string): Promise<boolean> {
  const session = new pg.Client(url);
  session.on('error', () => undefined);
  try {
    await session.connect();
    await session.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await session.end();
  }
}
