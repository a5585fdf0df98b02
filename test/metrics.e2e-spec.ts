// What Prometheus fetches, and who may.
import { startApp, type TestApp } from './support/app.js';
import { freePort } from './support/free-port.js';
import { ask as askAt, type RequestOptions } from './support/http.js';
import { newsroomOf } from './support/newsroom.js';
import { until } from './support/server-process.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const ask = (path: string, options?: RequestOptions) => askAt(app.url, path, options);
const get = (query: string) => ask(`/graphql?query=${encodeURIComponent(query)}`);

test('/metrics has request durations by path and status, and nothing of the requests themselves', async () => {
  for (let i = 0; i < 3; i++) await get('{ articles { totalCount } }');
  await ask('/graphql/desk?secret=canary');
  const { status, headers, text } = await ask('/metrics');
  expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
  expect(text).toMatch(/^copydesk_request_duration_seconds_count\{path="\/graphql",status="200"\} [1-9]/m);
  expect(text).toMatch(
    /^copydesk_request_duration_seconds_count\{path="\/graphql\/desk",status="405"\} [1-9]/m,
  );
  expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m);
  for (const source of ['cache', 'api']) {
    expect(text).toMatch(new RegExp(`^copydesk_answers_total\\{source="${source}"\\} [1-9]`, 'm'));
  }
  expect(text).not.toContain('canary');
});

/** The value of a figure, named as Prometheus shows it; undefined where it is not there. */
async function figure(name: string): Promise<number | undefined> {
  const { text } = await ask('/metrics');
  const line = text.split('\n').find((each) => each.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length));
}

test('a refused request is counted once, by API and code, and no text of a client becomes a label', async () => {
  const count = async (api: string, code: string) =>
    (await figure(`copydesk_errors_total{api="${api}",code="${code}"}`)) ?? 0;
  const counts = () =>
    Promise.all([
      count('delivery', 'GRAPHQL_VALIDATION_FAILED'),
      count('delivery', 'BAD_REQUEST'),
      count('desk', 'UNAUTHENTICATED'),
      count('desk', 'GRAPHQL_PARSE_FAILED'),
    ]);
  const before = await counts();
  await app.delivery('{ a_field_of_mine another_one }');
  await ask('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' });
  await app.desk('{ viewer { id } again: viewer { id } }');
  await app.desk('{');
  // Counted once an answer has been sent, which may be after it has come.
  await until(async () => JSON.stringify(await counts()) === JSON.stringify(before.map((each) => each + 1)));
  const codes = (await ask('/metrics')).text.match(/(?<=copydesk_errors_total\{.*code=")[^"]*/g) ?? [];
  for (const code of codes) expect(code).toMatch(/^[A-Z_]+$/);
});

test('the figures of the content are those of the database: live articles, and the newest change', async () => {
  const newsroom = newsroomOf(app);
  const [editor, writer] = [await newsroom.person('EDITOR'), await newsroom.person('WRITER')];
  const live = (await figure('copydesk_publications')) ?? NaN;
  const startedAt = Date.now() / 1000;
  await newsroom.published(writer, editor, { authorIds: [await newsroom.author(editor)] });
  await until(async () => (await figure('copydesk_publications')) === live + 1);
  const { rows } = await app.owner.query<{ seq: string }>('SELECT max(seq) AS seq FROM delivery.changes');
  const seq = Number(rows[0]?.seq);
  expect(await figure('copydesk_content_seq')).toBe(seq);
  await until(async () => (await figure('copydesk_content_seq_known')) === seq);
  const changedAt = (await figure('copydesk_content_changed_timestamp_seconds')) ?? NaN;
  expect(changedAt).toBeGreaterThan(startedAt - 60);
  expect(changedAt).toBeLessThan(Date.now() / 1000 + 60);
});

test('cached responses have their number and their bytes', async () => {
  await get('{ tags { totalCount } }');
  expect(await figure('copydesk_cache_responses')).toBeGreaterThanOrEqual(1);
  expect(await figure('copydesk_cache_bytes')).toBeGreaterThan(100);
});

test('each pool says what is used, what there may be and what waits, and each lane of threads what runs and waits', async () => {
  const max = await Promise.all(
    ['desk', 'authentication', 'delivery', 'previews'].map((pool) =>
      figure(`copydesk_pool_connections_max{pool="${pool}"}`),
    ),
  );
  expect(max).toEqual([8, 2, 10, 2]);
  for (const what of ['connections', 'waiting']) {
    expect(await figure(`copydesk_pool_${what}{pool="previews"}`)).toBe(0);
  }
  for (const state of ['running', 'waiting']) {
    // A thread is given back a moment after its task has ended.
    await until(
      async () =>
        (await figure(`copydesk_thread_tasks{threads="markdown",lane="save",state="${state}"}`)) === 0,
    );
  }
});

test('a statement that waits for a lock is seen as a connection in use', async () => {
  const newsroom = newsroomOf(app);
  const writer = await newsroom.person('WRITER');
  const lock = await app.owner.connect();
  try {
    await lock.query('BEGIN; LOCK TABLE desk.tags IN ACCESS EXCLUSIVE MODE');
    const waiting = newsroom.ask(writer, '{ tags { totalCount } }');
    await until(async () => ((await figure('copydesk_pool_connections{pool="desk"}')) ?? 0) >= 1);
    await lock.query('ROLLBACK');
    await waiting;
  } finally {
    lock.release();
  }
});

test('while the database does not answer, the other figures are there all the same', async () => {
  const broken = await startApp();
  try {
    await broken.owner.query('ALTER TABLE delivery.changes RENAME TO changes_away');
    const { status, text } = await askAt(broken.url, '/metrics');
    expect([status, /^copydesk_(publications|content_seq) /m.test(text)]).toEqual([200, false]);
    expect(text).toMatch(/^copydesk_pool_waiting\{pool="desk"\} \d/m);
  } finally {
    await broken.close();
  }
});

test('in production metrics are for who has the token, and for nobody where there is none', async () => {
  const metricsToken = 'a token for the metrics';
  for (const token of [metricsToken, undefined]) {
    const other = await startApp({
      databaseUrl: app.databaseUrl,
      environment: 'production',
      metricsToken: token,
    });
    try {
      const statusWith = async (headers: Record<string, string>) =>
        (await fetch(`${other.url}/metrics`, { headers })).status;
      expect(await statusWith({})).toBe(404);
      expect(await statusWith({ Authorization: 'Bearer another token' })).toBe(404);
      expect(await statusWith({ Authorization: `Bearer ${metricsToken}` })).toBe(token ? 200 : 404);
    } finally {
      await other.close();
    }
  }
});

test('where METRICS_PORT is set, metrics are on that port only', async () => {
  const metricsPort = await freePort();
  const other = await startApp({ databaseUrl: app.databaseUrl, metricsPort });
  try {
    const there = (path: string) => fetch(`http://127.0.0.1:${metricsPort}${path}`);
    expect(await (await there('/metrics')).text()).toContain('process_cpu_seconds_total');
    expect((await there('/graphql')).status).toBe(404);
    expect((await fetch(`${other.url}/metrics`)).status).toBe(404);
  } finally {
    await other.close();
  }
  await expect(fetch(`http://127.0.0.1:${metricsPort}/metrics`)).rejects.toThrow();
});
