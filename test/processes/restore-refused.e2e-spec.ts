// What `npm run restore` refuses, and that the database is then as empty as it was; older backups; the embedded PostgreSQL.
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { migrate, pendingMigrations } from '../../src/database/migrations.js';
import { MIGRATIONS } from '../../src/project-paths.js';
import { runCommand } from '../support/cli.js';
import { asOwner, cloneDatabase, emptyDatabase, type TestDatabase } from '../support/database.js';
import { signIn } from '../support/http.js';
import { commands } from '../support/server-process.js';

const ADMINISTRATOR = { email: 'aigerim@newsroom.example', password: 'a password nobody says' };

const copydesk = commands();
let folder: string;
let file: string;
let source: TestDatabase;
let target: TestDatabase;
const inFolder = (name: string) => join(folder, name);
const backUp = (url: string, path: string) => runCommand('backup.js', [path], { DATABASE_URL: url });
const restore = (path: string, url = target.url) => runCommand('restore.js', [path], { DATABASE_URL: url });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'copydesk-restore-'));
  // Where we are root, PostgreSQL runs as somebody else.
  chmodSync(folder, 0o755);
  file = inFolder('whole');
  source = await cloneDatabase();
  await run(
    source.url,
    `INSERT INTO desk.users (id, email, name, role, password_hash) VALUES ('usr_1', 'a@b.example', 'Aigerim', 'ADMIN', 'none')`,
  );
  expect(await backUp(source.url, file)).toMatchObject({ code: 0 });
});
beforeEach(async () => (target = await emptyDatabase()));
afterEach(() => target.drop());
afterAll(async () => {
  await copydesk.endAll();
  await source.drop();
  rmSync(folder, { recursive: true });
});

async function run<Row extends object>(url: string, statement: string): Promise<Row[]> {
  const owner = asOwner(url);
  try {
    return (await owner.query(statement)).rows as Row[];
  } finally {
    await owner.end();
  }
}

const isEmpty = async (): Promise<boolean> => {
  const [found] = await run<{ count: number }>(
    target.url,
    `SELECT count(*)::int AS count FROM pg_class WHERE relnamespace::regnamespace::text IN ('desk', 'delivery', 'public')`,
  );
  return found?.count === 0;
};

const rewritten = (name: string, change: (bytes: Buffer) => Buffer): string => {
  writeFileSync(inFolder(name), change(readFileSync(file)));
  return inFolder(name);
};

test.each<[string, (bytes: Buffer) => Buffer]>([
  ['is cut off', (bytes) => bytes.subarray(0, bytes.length - 100)],
  ['is cut off between two parts', (bytes) => gzipSync(gunzipSync(bytes).subarray(0, -90))],
  ['has a changed byte', (bytes) => bytes.fill(bytes.readUInt8(2000) ^ 1, 2000, 2001)],
  [
    'was unpacked, changed and packed again',
    (bytes) =>
      gzipSync(Buffer.from(gunzipSync(bytes).toString('latin1').replace('Aigerim', 'Daniyar'), 'latin1')),
  ],
  ['is empty', () => Buffer.alloc(0)],
  ['is no backup', () => Buffer.from('CREATE TABLE articles (id text);')],
])('a file that %s is refused and leaves the database empty', async (_, change) => {
  const outcome = await restore(rewritten('changed', change));
  expect(outcome).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^(The file|A table) [^\n]+\n$/),
  });
  expect(await isEmpty()).toBe(true);
});

test('a restore that fails half-way leaves the database empty', async () => {
  const broken = await cloneDatabase();
  try {
    await run(
      broken.url,
      `ALTER TABLE desk.api_tokens DROP CONSTRAINT api_tokens_user_id_fkey;
       INSERT INTO desk.api_tokens (id, name, user_id, secret_hash) VALUES ('tok_1', 'orphan', 'usr_none', 'hash')`,
    );
    expect(await backUp(broken.url, inFolder('orphan'))).toMatchObject({ code: 0 });
  } finally {
    await broken.drop();
  }
  const { code, stderr } = await restore(inFolder('orphan'));
  expect([code, stderr]).toEqual([1, expect.stringContaining('api_tokens_user_id_fkey')]);
  expect(await isEmpty()).toBe(true);
  expect(await restore(file)).toMatchObject({ code: 0 });
});

test('a database with anything in it is refused and stays as it is', async () => {
  await run(target.url, 'CREATE TABLE mine AS SELECT 1 AS one');
  expect(await restore(file)).toMatchObject({ code: 1, stderr: expect.stringContaining('relation mine') });
  expect(await run(target.url, 'SELECT one FROM mine')).toEqual([{ one: 1 }]);
  expect(await run(target.url, `SELECT to_regnamespace('desk') AS desk`)).toEqual([{ desk: null }]);
});

test('a backup of an earlier version is restored and migrated to this one', async () => {
  const older = await emptyDatabase();
  try {
    const migrations = readdirSync(MIGRATIONS).filter((name) => /^\d/.test(name));
    const earlier = migrations.sort().slice(0, 8);
    for (const name of earlier)
      cpSync(join(MIGRATIONS, name), join(inFolder('earlier'), name), { recursive: true });
    expect(await migrate(older.url, inFolder('earlier'))).toEqual(earlier);
    await run(older.url, `INSERT INTO delivery.changes (seq, keys) VALUES (7, '{site}')`);
    expect(await backUp(older.url, inFolder('older'))).toMatchObject({ code: 0 });
  } finally {
    await older.drop();
  }
  expect(await restore(inFolder('older'))).toMatchObject({ code: 0 });
  expect(await pendingMigrations(target.url)).toEqual([]);
  expect(await run(target.url, 'SELECT seq::int FROM delivery.changes ORDER BY seq')).toEqual([
    { seq: 7 },
    { seq: 1_000_007 },
  ]);
});

test('a backup with a migration that this version does not know is refused', async () => {
  const later = await cloneDatabase();
  try {
    await run(
      later.url,
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
       VALUES ('later', 'abc', now(), '20990101000000_later', 1)`,
    );
    expect(await backUp(later.url, inFolder('later'))).toMatchObject({ code: 0 });
  } finally {
    await later.drop();
  }
  const refused = await restore(inFolder('later'));
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('20990101000000_later') });
  expect(await isEmpty()).toBe(true);
});

test('a backup overwrites nothing, and of a database that is not ours there is none', async () => {
  const before = readFileSync(file);
  expect(await backUp(source.url, file)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('exists'),
  });
  expect(readFileSync(file)).toEqual(before);
  expect(await backUp(target.url, inFolder('none'))).toMatchObject({ code: 1 });
  expect(readdirSync(folder).filter((name) => name.startsWith('none'))).toEqual([]);
});

test.each(['backup', 'restore'])('%s without a file says how it is used', async (command) => {
  const outcome = await runCommand(`${command}.js`, [], { DATABASE_URL: target.url });
  expect(outcome).toEqual({ code: 1, stdout: '', stderr: `Usage: npm run ${command} -- FILE\n` });
});

test('the embedded database is backed up while its server runs and while none does, and restored into a new DATA_DIR', async () => {
  const [first, second] = [{ DATA_DIR: inFolder('first') }, { DATA_DIR: inFolder('second') }];
  const nothing = await runCommand('backup.js', [inFolder('nothing')], first);
  expect(nothing).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no database') });
  expect(existsSync(join(first.DATA_DIR, 'postgres'))).toBe(false);

  const administrator = { ADMIN_EMAIL: ADMINISTRATOR.email, ADMIN_PASSWORD: ADMINISTRATOR.password };
  const server = copydesk.run({ ...first, PORT: '0', ...administrator });
  await signIn(await server.url, ADMINISTRATOR);
  expect(await runCommand('backup.js', [inFolder('running')], first)).toMatchObject({
    code: 0,
    stderr: '',
  });
  await signIn(await server.url, ADMINISTRATOR);
  expect(await runCommand('restore.js', [inFolder('running')], first)).toMatchObject({ code: 1 });
  await server.kill('SIGTERM');
  expect(await runCommand('backup.js', [inFolder('stopped')], first)).toMatchObject({
    code: 0,
    stderr: '',
  });

  expect(await runCommand('restore.js', [inFolder('stopped')], second)).toMatchObject({
    code: 0,
    stderr: '',
  });
  const other = copydesk.run({ ...second, PORT: '0' });
  await signIn(await other.url, ADMINISTRATOR);
  await other.kill('SIGTERM');
});
