// One PostgreSQL server as a process: made, started, found again, stopped. It knows nothing of who may use it.

import { execFile, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { chown, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { EmbeddedPostgresError, type RunAs } from './postgres-programs.js';

/** Where a server lives, with which programs and as whom it runs. `home` holds its data, its password and its log. */
export interface PostgresInstance {
  readonly home: string;
  readonly programs: string;
  readonly user: RunAs;
}

/** A server that runs. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

// The server sees none of our secrets, and speaks no language but C.
const ENVIRONMENT = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };

export const dataOf = (instance: PostgresInstance): string => join(instance.home, 'data');

/** Makes `home`, whole or not at all: killed half-way it leaves a draft, and of two at once the first one's stands. */
export async function initDataDir(
  instance: PostgresInstance,
  password: string,
  initdb: readonly string[],
): Promise<void> {
  const draft = await mkdtemp(`${instance.home}-`);
  const passwordFile = join(draft, 'password');
  const logFile = join(draft, 'log');
  try {
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    await writeFile(logFile, '', { mode: 0o600 });
    const { uid, gid } = instance.user;
    if (uid !== undefined && gid !== undefined)
      await Promise.all([draft, passwordFile, logFile].map((path) => chown(path, uid, gid)));
    await promisify(execFile)(
      join(instance.programs, 'initdb'),
      [`--pgdata=${join(draft, 'data')}`, '--username=postgres', `--pwfile=${passwordFile}`, ...initdb],
      { ...instance.user, cwd: '/', env: ENVIRONMENT },
    );
    await rename(draft, instance.home);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(instance.home)) throw error;
  }
}

/** What the server in `home` last wrote of itself, which may be of a server that is no more. */
export async function recordedPostmaster(
  instance: PostgresInstance,
): Promise<(Postmaster & { ready: boolean }) | undefined> {
  const file = await readFile(join(dataOf(instance), 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = file.split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid && port ? { pid, port, ready: lines[7]?.trim() === 'ready' } : undefined;
}

/** Starts a server on 127.0.0.1, at any port that is free unless one is given. False where it ended instead; its log says why. */
export async function spawnPostmaster(
  instance: PostgresInstance,
  settings: Readonly<Record<string, string>>,
  at?: number,
): Promise<boolean> {
  const port = at ?? (await freePort());
  const log = openSync(logOf(instance), 'a');
  const child = spawn(
    join(instance.programs, 'postgres'),
    [
      '-D',
      dataOf(instance),
      '-p',
      String(port),
      ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`]),
    ],
    // A process group of its own: Ctrl-C is for the Copydesk server, which stops this one when it has finished itself.
    { ...instance.user, cwd: '/', env: ENVIRONMENT, detached: true, stdio: ['ignore', log, log] },
  );
  closeSync(log);
  child.unref();
  let ended = false;
  child.once('exit', () => (ended = true));
  child.once('error', () => (ended = true));
  while (!ended) {
    const recorded = await recordedPostmaster(instance);
    if (recorded?.ready && recorded.pid === child.pid) return true;
    await sleep(10);
  }
  return false;
}

export async function logTail(instance: PostgresInstance): Promise<string> {
  const log = await readFile(logOf(instance), 'utf8').catch(() => '');
  return log.trim().split('\n').slice(-5).join('\n');
}

/** Stops the server: a fast shutdown, and where that takes more than 8 seconds, one that the next start recovers from. */
export async function stopPostmaster(instance: PostgresInstance, { pid }: Postmaster): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!sendSignal(pid, signal)) return;
    if (await ends(instance, pid, 8_000)) return;
  }
  throw new EmbeddedPostgresError(`PostgreSQL (process ${pid}) does not stop.`);
}

async function ends(instance: PostgresInstance, pid: number, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  for (let goneFor = 0; Date.now() < deadline; await sleep(10)) {
    if (!sendSignal(pid, 0)) return true;
    // One that we did not start ourselves may stay in the process table after its end, where nobody takes it out.
    if ((await recordedPostmaster(instance))?.pid !== pid) goneFor += 1;
    if (goneFor > 20) return true;
  }
  return false;
}

function sendSignal(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

function logOf(instance: PostgresInstance): string {
  return join(instance.home, 'log');
}
