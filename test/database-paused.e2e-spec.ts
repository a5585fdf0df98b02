// A PostgreSQL of the test's own is paused and killed: readers go on getting what their server has kept.
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../src/database/embedded-postgres.js';
import { migrate } from '../src/database/migrations.js';
import { startApp, type TestApp } from './support/app.js';
import { askDelivery, type Answer } from './support/http.js';
import { newsroomOf } from './support/newsroom.js';
import { until } from './support/server-process.js';

let dataDir: string;
let postgres: EmbeddedPostgres;
let app: TestApp;
let slug: string;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'copydesk-paused-'));
  // Where we are root, PostgreSQL runs as somebody else.
  chmodSync(dataDir, 0o755);
  postgres = await startEmbeddedPostgres(dataDir, { settings: { fsync: 'off' } });
  await migrate(postgres.url);
  app = await startApp({ databaseUrl: postgres.url });
  const newsroom = newsroomOf(app);
  const [editor, writer] = [await newsroom.person('EDITOR'), await newsroom.person('WRITER')];
  const article = await newsroom.published(writer, editor, { authorIds: [await newsroom.author(editor)] });
  ({ slug } = article.working);
}, 60_000);
afterAll(async () => {
  await app.close();
  await postgres.stop();
  rmSync(dataDir, { recursive: true });
});

/** Its id; undefined while none runs. */
function postmaster(): number | undefined {
  const file = join(dataDir, 'postgres', 'data', 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined;
}

/** The ids of all its processes. */
async function processes(): Promise<number[]> {
  const { rows } = await app.owner.query<{ pid: number }>('SELECT pid FROM pg_stat_activity');
  return [Number(postmaster()), ...rows.map(({ pid }) => pid)];
}

const read = (): Promise<Answer> =>
  askDelivery(app.url, 'query ($slug: String) { article(slug: $slug) { title } }', { slug });
const isStale = async (): Promise<boolean> => {
  const { status, body, headers } = await read();
  expect([status, body.data?.article?.title]).toEqual([200, expect.any(String)]);
  return headers.has('age');
};

test('a PostgreSQL that is paused keeps nobody from reading, and counts again when it goes on', async () => {
  expect(await isStale()).toBe(false);
  const paused = await processes();
  for (const pid of paused) process.kill(pid, 'SIGSTOP');
  try {
    await until(isStale);
  } finally {
    for (const pid of paused) process.kill(pid, 'SIGCONT');
  }
  await until(async () => !(await isStale()));
});

test('a PostgreSQL that is killed keeps nobody from reading until it runs again', async () => {
  expect(await isStale()).toBe(false);
  const killed = await processes();
  for (const pid of killed) process.kill(pid, 'SIGKILL');
  // Every response on the way is 200.
  await until(async () => !(await isStale()) && ![undefined, killed[0]].includes(postmaster()));
});
