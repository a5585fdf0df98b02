// One server of several processes, seen from outside: they share the port and the metrics, one that dies is replaced,
// and none outlives the others.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import supertest from 'supertest';
import { startEmbeddedPostgres } from '../../src/database/embedded-postgres.js';
import { startAppWith, TEST_SECRET, type TestApp } from '../support/app.js';
import { ask } from '../support/http.js';
import { newsroomOf } from '../support/newsroom.js';
import { commands, isRunning, postmasterPid, type ServerProcess, until } from '../support/server-process.js';

const ENVIRONMENT = { PORT: '0', WORKERS: '2', AUTH_SECRET: TEST_SECRET };
const STARTED = /Nest application successfully started/;

const copydesk = commands();
afterAll(() => copydesk.endAll());

const running = (server: ServerProcess) => server.processes(STARTED).filter(isRunning);

describe('two workers', () => {
  let server: ServerProcess;
  let app: TestApp;
  beforeAll(async () => {
    app = await startAppWith({}, async ({ databaseUrl }) => {
      server = copydesk.run({ ...ENVIRONMENT, DATABASE_URL: databaseUrl, LOG_LEVEL: 'debug' });
      return { url: await server.url, stop: () => server.kill('SIGTERM') };
    });
  });
  afterAll(() => app.close());

  /** Over a connection of its own, which may be any worker's. */
  const askAnybody = (path: string, body: object, headers: Readonly<Record<string, string>> = {}) =>
    supertest(app.url)
      .post(path)
      .set({ Connection: 'close', ...headers })
      .send(body);
  const deskAnswers = async () =>
    Number(
      /^copydesk_request_duration_seconds_count\{path="\/graphql\/desk",status="200"\} (\d+)/m.exec(
        (await supertest(app.url).get('/metrics').set('Connection', 'close')).text,
      )?.[1] ?? 0,
    );

  test('both serve requests, and each reports the metrics of both', async () => {
    const before = await deskAnswers();
    for (let i = 0; i < 6; i++) {
      expect((await askAnybody('/graphql/desk', { query: '{ __typename }' })).status).toBe(200);
    }
    await until(() => server.processes(/"context":"desk"/).filter(isRunning).length === 2);
    // Measured once an answer has been sent, which may be after it has come.
    await until(async () => (await deskAnswers()) >= before + 6);
    expect([await deskAnswers(), await deskAnswers()]).toEqual([before + 6, before + 6]);
  });

  test('both show what is published through one of them', async () => {
    const newsroom = newsroomOf(app);
    const [editor, writer] = [await newsroom.person('EDITOR'), await newsroom.person('WRITER')];
    const authorIds = [await newsroom.author(editor)];
    const query = 'query ($slug: String) { article(slug: $slug) { title } }';
    let article = await newsroom.published(writer, editor, { authorIds, title: 'Title 0' });
    const variables = { slug: article.working.slug };
    for (let i = 1; i <= 3; i++) {
      const saved = await newsroom.save(writer, article, { title: `Title ${i}` });
      const approved = await newsroom.reviewed(writer, editor, saved);
      const published = await newsroom.publishWithSeq(editor, approved);
      article = published.article;
      for (let reader = 0; reader < 4; reader++) {
        const known = { 'X-Content-Min-Seq': String(published.seq) };
        const answer = await askAnybody('/graphql', { query, variables }, known);
        expect(answer.body.data.article.title).toBe(`Title ${i}`);
      }
    }
  });

  test('have metrics in which what each has is added up, and what both know is not', async () => {
    const { text } = await ask(app.url, '/metrics');
    const figure = (name: string) =>
      Number(
        text
          .split('\n')
          .find((line) => line.startsWith(`${name} `))
          ?.slice(name.length),
      );
    expect(figure('copydesk_pool_connections_max{pool="previews"}')).toBe(4);
    const { rows } = await app.owner.query<{ live: string; seq: string }>(`
      SELECT (SELECT count(*) FROM delivery.live_articles) AS live, (SELECT max(seq) FROM delivery.changes) AS seq`);
    expect(Number(rows[0]?.live)).toBeGreaterThan(0);
    expect([figure('copydesk_publications'), figure('copydesk_content_seq')]).toEqual([
      Number(rows[0]?.live),
      Number(rows[0]?.seq),
    ]);
  });

  test('survive a kill: the killed one is replaced, and the other serves until then', async () => {
    const [victim = 0] = running(server);
    process.kill(victim, 'SIGKILL');
    await until(() => server.processes(new RegExp(`Worker ${victim} died`)).length > 0);
    for (let i = 0; i < 4; i++) expect((await ask(app.url, '/healthz')).status).toBe(200);
    await until(() => running(server).length === 2);
    expect(running(server)).not.toContain(victim);
    expect((await ask(app.url, '/metrics')).text).toMatch(/^nodejs_eventloop_lag_seconds /m);
  });
});

describe('workers with embedded PostgreSQL', () => {
  let dataDir: string;
  beforeAll(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'copydesk-workers-'));
    chmodSync(dataDir, 0o755);
  });
  afterAll(async () => {
    await copydesk.endAll();
    // What a failed test left behind.
    if (postmasterPid(dataDir) !== undefined) await (await startEmbeddedPostgres(dataDir)).stop();
    rmSync(dataDir, { recursive: true });
  });

  test('do not outlive a killed primary, and the next primary leaves no process behind', async () => {
    const { PORT, WORKERS } = ENVIRONMENT;
    const env = { PORT, WORKERS, DATA_DIR: dataDir, METRICS_PORT: '0' };
    const first = copydesk.run(env);
    await first.url;
    expect((await ask(first.metricsUrl() ?? '', '')).text).toContain('process_cpu_seconds_total');
    const orphans = running(first);
    expect(orphans).toHaveLength(2);
    await first.kill('SIGKILL');
    await until(() => orphans.filter(isRunning).length === 0);

    const second = copydesk.run(env);
    expect((await ask(await second.url, '/readyz')).status).toBe(200);
    const processes = [...running(second), Number(postmasterPid(dataDir))];
    expect(processes).toHaveLength(3);
    expect(await second.kill('SIGTERM')).toMatchObject({ code: 0 });
    expect([processes.filter(isRunning), postmasterPid(dataDir)]).toEqual([[], undefined]);
  });

  test('that cannot start log the reason once and exit with 1', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const PORT = String(typeof address === 'object' && address?.port);
    try {
      const env = { ...ENVIRONMENT, PORT, DATA_DIR: dataDir, LOG_LEVEL: 'fatal' };
      const { code, output } = await copydesk.run(env).ended;
      expect([code, output]).toEqual([1, expect.stringContaining(PORT)]);
      expect(output.match(new RegExp(PORT, 'g'))).toHaveLength(1);
      expect(postmasterPid(dataDir)).toBeUndefined();
    } finally {
      taken.close();
    }
  });
});
