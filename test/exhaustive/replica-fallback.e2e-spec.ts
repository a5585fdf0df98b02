// Delivery reads a streaming standby, which lags, hangs and comes back.
import { setTimeout as sleep } from 'node:timers/promises';
import { startApp, type TestApp } from '../support/app.js';
import { askDelivery } from '../support/http.js';
import { newsroomOf, type ArticleState, type Newsroom, type Person } from '../support/newsroom.js';
import { startReplicatedDatabase, type ReplicatedDatabase } from '../support/replicated-database.js';
import { until } from '../support/server-process.js';

const TITLE = 'query ($slug: String) { article(slug: $slug) { title } }';
const CREATE_PREVIEW = 'mutation ($input: CreatePreviewInput!) { createPreview(input: $input) { token } }';
/** It takes 3 s where nothing else runs; a statement waits 15 s for a host that hangs. */
const MAX_SWITCH_MS = 10_000;

let database: ReplicatedDatabase;
let app: TestApp;
let newsroom: Newsroom;
let writer: Person;
let editor: Person;
let article: ArticleState;
beforeAll(async () => {
  database = await startReplicatedDatabase();
  app = await startApp({
    ...{ databaseUrl: database.primary.url, deliveryDatabaseUrl: database.standby.url },
    deliveryFallback: true,
  });
  newsroom = newsroomOf(app);
  [writer, editor] = await Promise.all([newsroom.person('WRITER'), newsroom.person('EDITOR')]);
  const authorIds = [await newsroom.author(editor)];
  article = await newsroom.published(writer, editor, { authorIds, title: 'Title 0' });
});
afterAll(async () => {
  await database.standby.signal('SIGCONT');
  await app.close();
  await database.drop();
});

/** @returns the change's number */
async function publish(title: string): Promise<number> {
  const saved = await newsroom.save(writer, article, { title });
  const approved = await newsroom.reviewed(writer, editor, saved);
  const published = await newsroom.publishWithSeq(editor, approved);
  article = published.article;
  return published.seq;
}

let operations = 0;
/** @param options isCached: whether the response may be one that is cached */
async function read({ minSeq = 0, isCached = true } = {}) {
  const query = isCached ? TITLE : TITLE.replace('title', `title a${++operations}: id`);
  const headers: Record<string, string> = minSeq > 0 ? { 'x-content-min-seq': String(minSeq) } : {};
  const answer = await askDelivery(app.url, query, { slug: article.working.slug }, headers);
  return {
    title: answer.body.data?.article?.title as string | undefined,
    code: answer.code,
    known: Number(answer.headers.get('x-content-seq')),
  };
}

const isReadFromStandby = async () => {
  const since = new Date();
  await read({ isCached: false });
  const { rowCount } = await database.standby.superuser.query(
    `SELECT FROM pg_stat_activity WHERE application_name = 'copydesk_delivery'
       AND query LIKE '%live_articles%' AND query_start > $1`,
    [since],
  );
  return rowCount !== 0;
};

test('while the standby lags, desk mutations answer at once, and only who wants the change waits for it', async () => {
  await publish('before the lag');
  await until(async () => (await read()).title === 'before the lag');
  await database.standby.superuser.query('SELECT pg_wal_replay_pause()');
  const startedAt = performance.now();
  let seq = 0;
  for (let i = 1; i <= 5; i++) seq = await publish(`after the lag ${i}`);
  // Each of the 20 mutations would wait for 2 s.
  expect(performance.now() - startedAt).toBeLessThan(20_000);
  expect((await read({ isCached: false })).title).toBe('before the lag');
  expect((await read({ minSeq: seq })).code).toBe('CHANGE_NOT_KNOWN');
  await database.standby.superuser.query('SELECT pg_wal_replay_resume()');
  expect((await read({ minSeq: seq })).title).toBe('after the lag 5');
});

test('while the standby hangs, readers get the primary’s answers, and a publication is seen at once', async () => {
  expect(await isReadFromStandby()).toBe(true);
  const draft = await newsroom.draft(writer, {
    authorIds: [await newsroom.author(editor)],
    title: 'A draft',
  });
  const { createPreview } = await newsroom.run(writer, CREATE_PREVIEW, { input: { articleId: draft.id } });
  const hungAt = performance.now();
  await database.standby.signal('SIGSTOP');
  const seq = publish('of the primary');
  await until(async () => (await read({ isCached: false })).code === undefined, MAX_SWITCH_MS);
  expect(performance.now() - hungAt).toBeLessThan(MAX_SWITCH_MS);
  expect((await read({ minSeq: await seq })).title).toBe('of the primary');
  const previewed = await app.delivery(TITLE, { slug: draft.working.slug }, createPreview.token);
  expect(previewed.data.article).toEqual({ title: 'A draft' });
  await publish('of the primary again');
  await until(async () => (await read()).title === 'of the primary again', MAX_SWITCH_MS);

  await database.standby.signal('SIGCONT');
  await until(isReadFromStandby);
  expect((await read()).title).toBe('of the primary again');
});

test('no response is older than its own X-Content-Seq, however often the standby hangs and comes back', async () => {
  const changes: number[] = [];
  const seen: { known: number; title: number }[] = [];
  let isOver = false;
  const reading = [true, false, true].map(async (isCached) => {
    while (!isOver) {
      const { title, known } = await read({ isCached });
      const [, number] = /^Change (\d+)$/.exec(title ?? '') ?? [];
      if (number !== undefined) seen.push({ known, title: Number(number) });
      await sleep(5);
    }
  });
  try {
    for (let round = 0; round < 3; round++) {
      for (const signal of ['SIGSTOP', 'SIGCONT'] as const) {
        await database.standby.signal(signal);
        const end = performance.now() + 8_000;
        while (performance.now() < end) changes.push(await publish(`Change ${changes.length}`));
      }
    }
  } finally {
    isOver = true;
    await database.standby.signal('SIGCONT');
    await Promise.all(reading);
  }
  expect(new Set(seen.map(({ title }) => title)).size).toBeGreaterThan(10);
  const shownBy = (known: number) => changes.findLastIndex((change) => change <= known);
  expect(seen.filter(({ known, title }) => title < shownBy(known))).toEqual([]);
});
