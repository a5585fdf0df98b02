import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { loadConfig } from '../../src/config/config.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/database/embedded-postgres.js';
import { isRunning, postmasterPid, until } from '../support/server-process.js';

const QUICK = { settings: { fsync: 'off' } };
// Another Copydesk, as far as its database is concerned: it starts it, says where, and goes on whatever Ctrl-C says.
const ANOTHER = `
  import { startEmbeddedPostgres } from './src/database/embedded-postgres.ts';
  process.on('SIGINT', () => {});
  console.log((await startEmbeddedPostgres(process.argv[1], ${JSON.stringify(QUICK)})).url);
  setInterval(() => {}, 1000);`;

let dataDir: string;
const running: EmbeddedPostgres[] = [];
const others: ChildProcess[] = [];

const start = async (folder = dataDir): Promise<EmbeddedPostgres> => {
  const server = await startEmbeddedPostgres(folder, QUICK);
  running.push(server);
  return server;
};

async function startInAnotherProcess(): Promise<{ url: string; process: ChildProcess }> {
  const hooks = ['--import', 'tsx', '--input-type=module', '--eval', ANOTHER];
  const other = spawn(process.execPath, [...hooks, dataDir], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  others.push(other);
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(other.stdout).once('line', resolve);
    other.once('exit', () => reject(new Error('It ended instead of starting.')));
  });
  return { url, process: other };
}

async function kill(other: ChildProcess): Promise<void> {
  if (other.exitCode !== null || other.signalCode !== null) return;
  const exit = once(other, 'exit');
  other.kill('SIGKILL');
  await exit;
}

async function ask<Row extends pg.QueryResultRow>(url: string, statement: string): Promise<Row[]> {
  const session = new pg.Client(url);
  // PostgreSQL may be killed just as the session ends.
  session.on('error', () => undefined);
  await session.connect();
  try {
    return (await session.query<Row>(statement)).rows;
  } finally {
    await session.end();
  }
}

const postmaster = () => Number(postmasterPid(dataDir));

function inProcessTable(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'copydesk-embedded-'));
  chmodSync(dataDir, 0o755);
  await (await startEmbeddedPostgres(dataDir, QUICK)).stop();
});
afterEach(async () => {
  for (const other of others.splice(0)) await kill(other);
  for (const server of running.splice(0)) await server.stop();
  // What a failed test left behind.
  if (postmasterPid(dataDir) !== undefined) await (await startEmbeddedPostgres(dataDir, QUICK)).stop();
});
afterAll(() => rmSync(dataDir, { recursive: true }));

/** False too where it does not answer. */
async function isHeld(url: string): Promise<boolean> {
  const query = `SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory') AS held`;
  const [row] = await ask<{ held: boolean }>(url, query).catch(() => []);
  return row?.held ?? false;
}

test('embedded PostgreSQL keeps its data over a restart, and leaves no process or lock when stopped', async () => {
  const first = await start();
  const pid = postmaster();
  await ask(first.url, 'CREATE TABLE kept AS SELECT 1 AS one');
  await first.stop();
  expect(isRunning(pid)).toBe(false);
  expect(postmasterPid(dataDir)).toBeUndefined();

  const second = await start();
  expect(await ask(second.url, 'DELETE FROM kept RETURNING one')).toEqual([{ one: 1 }]);
  await ask(second.url, 'DROP TABLE kept');
});

test('the login of embedded PostgreSQL owns its database and is no superuser', async () => {
  const { url } = await start();
  const [answer] = await ask(
    url,
    `SELECT rolsuper AS super, pg_get_userbyid(datdba) = current_user AS owner, current_setting('timezone') AS zone
     FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()`,
  );
  expect(answer).toEqual({ super: false, owner: true, zone: 'UTC' });
});

test('embedded PostgreSQL has connections for every pool of 64 workers and for what is done in the background', async () => {
  const { workers, poolSize, previewPoolSize } = loadConfig({ WORKERS: '64', AUTH_SECRET: 'x'.repeat(32) });
  const { url } = await start();
  const [limits] = await ask<{ max: number; reserved: number }>(
    url,
    `SELECT current_setting('max_connections')::int AS max, current_setting('superuser_reserved_connections')::int AS reserved`,
  );
  const [listening, background] = [1, 3];
  const needed = workers * (2 * poolSize + previewPoolSize + listening) + background;
  expect((limits?.max ?? 0) - (limits?.reserved ?? 0)).toBeGreaterThan(needed);
});

test('embedded PostgreSQL splits words, folds case and sorts alike on every machine', async () => {
  const { url } = await start();
  const [answer] = await ask(
    url,
    `SELECT lower('ПРИВЕТ É') AS lower, array(SELECT w FROM unnest(ARRAY['b', 'é', 'a', 'B']) w ORDER BY 1) AS ordered,
            to_tsvector('simple', 'Қазақстан—Ресей')::text AS words`,
  );
  expect(answer).toEqual({
    lower: 'привет é',
    ordered: ['B', 'a', 'b', 'é'],
    words: `'ресей':2 'қазақстан':1`,
  });
});

test('a second start on a data directory reports that it is in use, and the first goes on', async () => {
  const { url } = await start();
  await expect(start()).rejects.toMatchObject({
    code: 'DATA_DIR_IN_USE',
    message: expect.stringContaining(dataDir),
  });
  expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('of two that start together on a new data directory one gets the lock', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-embedded-'));
  chmodSync(folder, 0o755);
  try {
    const results = await Promise.allSettled([start(folder), start(folder)]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find((result) => result.status === 'rejected')?.reason).toMatchObject({
      code: 'DATA_DIR_IN_USE',
    });
    await running.pop()?.stop();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a start takes over the PostgreSQL that a killed server left running, without data loss', async () => {
  const other = await startInAnotherProcess();
  await expect(start()).rejects.toMatchObject({ code: 'DATA_DIR_IN_USE' });
  await ask(other.url, 'CREATE TABLE kept AS SELECT 1 AS one');
  const pid = postmaster();
  await kill(other.process);
  expect(isRunning(pid)).toBe(true);

  const { url, stop } = await start();
  expect(await ask(url, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  await expect(start()).rejects.toMatchObject({ code: 'DATA_DIR_IN_USE' });
  await ask(url, 'DROP TABLE kept');
  await stop();
  expect(isRunning(pid)).toBe(false);
});

test('embedded PostgreSQL recovers after it was killed together with the server', async () => {
  const other = await startInAnotherProcess();
  await ask(other.url, 'CREATE TABLE kept AS SELECT 1 AS one');
  const pid = postmaster();
  process.kill(pid, 'SIGKILL');
  while (inProcessTable(pid)) await sleep(10);
  await kill(other.process);

  const { url } = await start();
  expect(await ask(url, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  await ask(url, 'DROP TABLE kept');
});

test('Ctrl-C stops the server and does not interrupt its PostgreSQL', async () => {
  const other = await startInAnotherProcess();
  process.kill(-(other.process.pid ?? 0), 'SIGINT');
  await sleep(200);
  expect(await ask(other.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('the server keeps the instance lock after a PostgreSQL process has crashed', async () => {
  const { url } = await start();
  const [session] = await ask<{ pid: number }>(url, 'SELECT pg_backend_pid() AS pid');
  expect(session).toBeDefined();
  const victim = new pg.Client(url);
  victim.on('error', () => undefined);
  await victim.connect();
  const { rows } = await victim.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  process.kill(rows[0]?.pid ?? 0, 'SIGKILL');
  await until(() => isHeld(url));
  await expect(start()).rejects.toMatchObject({ code: 'DATA_DIR_IN_USE' });
});

test('a killed PostgreSQL is restarted at its address, locked and stopped as before', async () => {
  const { url, stop } = await start();
  await ask(url, 'CREATE TABLE kept AS SELECT 1 AS one');
  const killed = postmaster();
  process.kill(killed, 'SIGKILL');
  const kept = () => ask(url, 'SELECT one FROM kept');
  await until(async () => (await kept().catch(() => [])).length > 0);
  expect(await kept()).toEqual([{ one: 1 }]);
  const pid = postmaster();
  expect(pid).not.toBe(killed);
  await until(() => isHeld(url));
  await expect(start()).rejects.toMatchObject({ code: 'DATA_DIR_IN_USE' });
  await ask(url, 'DROP TABLE kept');
  await stop();
  expect(isRunning(pid)).toBe(false);
});

const asRoot = process.getuid?.() === 0 ? test : test.skip;
asRoot('a folder that the user postgres may not enter is named', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-closed-'));
  try {
    await expect(start(join(folder, 'data'))).rejects.toThrow(`chmod o+x ${folder}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
