// What is cached while something changes: responses that are being executed, instants that may come at any moment, a server
// that has missed a change or lost its connection. Seen from inside, since only there can a statement be held.
import { jest } from '@jest/globals';
import pg from 'pg';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ChangeFeed } from '../../src/database/change-feed.js';
import { DeliveryDatabase } from '../../src/database/delivery.database.js';
import { INSTANTS_AHEAD } from '../../src/database/instant-statements.js';
import { CachedResponse } from '../../src/delivery/cache/cached-response.js';
import { ResponseCache } from '../../src/delivery/cache/response-cache.js';
import { ScheduleRecorder } from '../../src/desk/review-states/schedule-recorder.js';
import { startApp, type TestApp } from '../support/app.js';
import { askDelivery } from '../support/http.js';
import { startInProcess } from '../support/in-process-app.js';
import { newsroomOf, type Newsroom, type ArticleState, type Person } from '../support/newsroom.js';

const QUERY = 'query ($slug: String) { article(slug: $slug) { title body { text } } }';

let app: TestApp;
let nest: NestFastifyApplication;
let newsroom: Newsroom;
let editor: Person;
let writer: Person;
let authorIds: string[];
beforeAll(async () => {
  const started = await startInProcess();
  app = started;
  nest = started.nest;
  await nest.get(ScheduleRecorder).onModuleDestroy();
  newsroom = newsroomOf(app);
  [editor, writer] = [await newsroom.person('EDITOR'), await newsroom.person('WRITER')];
  authorIds = [await newsroom.author(editor)];
});
afterAll(() => app.close());
afterEach(() => void jest.restoreAllMocks());

const ask = (slug: string, headers = {}) => askDelivery(app.url, QUERY, { slug }, headers);
const titleAt = async (slug: string, headers = {}) => (await ask(slug, headers)).body.data.article?.title;

const live = (title: string, body = 'Some words.') =>
  newsroom.published(writer, editor, { authorIds: [...authorIds], title, body });

async function republished(article: ArticleState, title: string, desk = newsroom): Promise<ArticleState> {
  const saved = await desk.submit(writer, await desk.save(writer, article, { title }));
  return desk.publish(editor, await desk.approve(editor, saved));
}

const tamper = (id: string, title = 'tampered') =>
  app.owner.query('UPDATE delivery.articles SET title = $2 WHERE article_id = $1', [id, title]);

function latch() {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

/** Holds the answer of the next statement, which has been read by then; tells when, and lets it go. */
function heldStatement() {
  const database = nest.get(DeliveryDatabase);
  const rows = database.rows.bind(database);
  const [read, released] = [latch(), latch()];
  const statements = jest.spyOn(database, 'rows').mockImplementationOnce(async (...statement) => {
    const found = await rows(...statement);
    read.open();
    await released.opened;
    return found as never;
  });
  return { statements, read: read.opened, release: released.open };
}

/** Resolves when this many requests have arrived and wait for a statement. */
async function requestsReceived(count: number): Promise<void> {
  const calls = jest.spyOn(nest.get(ResponseCache), 'tryServe');
  while (calls.mock.calls.length < count) await sleep(1);
  for (let i = 0; i < 10; i++) await setImmediate();
}

test('requests for the same at the same time share one statement and one compression', async () => {
  const { working } = await live('At once', 'Many words. '.repeat(500));
  const compressed = jest.spyOn(CachedResponse.prototype, 'compressed');
  const { statements, release } = heldStatement();
  const received = requestsReceived(20);
  const answers = Array.from({ length: 20 }, (_, i) =>
    ask(working.slug, { 'accept-encoding': i % 2 === 0 ? 'br' : 'identity' }),
  );
  await received;
  release();
  const texts = new Set((await Promise.all(answers)).map(({ text }) => text));
  expect([texts.size, statements.mock.calls.length, compressed.mock.calls.length]).toEqual([1, 1, 1]);
  await ask(working.slug, { 'accept-encoding': 'br' });
  expect([statements.mock.calls.length, compressed.mock.calls.length]).toEqual([1, 1]);
});

test('a request after a publication gets no response whose execution began before it', async () => {
  const article = await live('Before');
  const { slug } = article.working;
  const { read, release } = heldStatement();
  const first = titleAt(slug);
  await read;
  await republished(article, 'After');
  const received = requestsReceived(3);
  const later = [1, 2, 3].map(() => titleAt(slug));
  await received;
  release();
  expect(await Promise.all(later)).toEqual(['After', 'After', 'After']);
  expect(await first).toBe('Before');
  expect(await titleAt(slug)).toBe('After');
});

test('a request after a publication gets no partial response whose execution began before it', async () => {
  const article = await live('Before');
  const query = `query ($slug: String) {
    article(slug: $slug) { title }
    tag { name }
  }`;
  const partial = async () => (await askDelivery(app.url, query, { slug: article.working.slug })).body;
  const { read, release } = heldStatement();
  const first = partial();
  await read;
  await republished(article, 'After');
  const received = requestsReceived(1);
  const later = partial();
  await received;
  release();
  expect((await later).data).toMatchObject({ article: { title: 'After' } });
  expect((await first).data).toMatchObject({ article: { title: 'Before' } });
});

test('a shared response has the X-Content-Seq that the second request wants', async () => {
  const { working } = await live('Untouched');
  const { read, release } = heldStatement();
  const first = ask(working.slug);
  await read;
  await newsroom.published(writer, editor, { authorIds: [await newsroom.author(editor)] });
  const { known } = nest.get(ChangeFeed);
  const received = requestsReceived(1);
  const second = ask(working.slug, { 'x-content-min-seq': String(known) });
  await received;
  release();
  expect(Number((await second).headers.get('x-content-seq'))).toBe(known);
  expect((await first).text).toBe((await second).text);
});

test('a short response is cached uncompressed for clients that accept br, and compressed when it has grown', async () => {
  const article = await live('Short');
  const { slug } = article.working;
  const served = jest.spyOn(nest.get(ResponseCache), 'tryServe');
  const encodings = async (encoding: string) =>
    (await ask(slug, { 'accept-encoding': encoding })).headers.get('content-encoding');
  expect([await encodings('br'), await encodings('br')]).toEqual([null, null]);
  expect(served.mock.results.map(({ value }) => value)).toEqual([false, true]);
  const long = await newsroom.save(writer, article, { body: 'Many words. '.repeat(500) });
  await newsroom.publish(editor, await newsroom.approve(editor, await newsroom.submit(writer, long)));
  expect([await encodings('identity'), await encodings('br'), await encodings('br')]).toEqual([
    null,
    'br',
    'br',
  ]);
  expect(served.mock.results.at(-1)?.value).toBe(true);
});

test('no cached response outlives an instant that is known imprecisely', async () => {
  // The database is asked for the time long before it answers: instants seem to come that much earlier.
  const query = pg.Client.prototype.query as (...statement: unknown[]) => Promise<unknown>;
  const compared = latch();
  const slowed = async function (this: pg.Client, ...statement: unknown[]): Promise<unknown> {
    if (statement[0] !== INSTANTS_AHEAD) return query.apply(this, statement);
    await sleep(400);
    return query.apply(this, statement).finally(compared.open);
  };
  jest.spyOn(pg.Client.prototype, 'query').mockImplementation(slowed as never);
  await compared.opened;
  const article = await newsroom.approved(writer, editor, { authorIds, title: 'In time' });
  const { slug } = article.working;
  const { at } = await newsroom.scheduleSoon(editor, article);
  for (;;) {
    const { rows } = await app.owner.query('SELECT clock_timestamp() >= $1 AS come', [at]);
    const title = await titleAt(slug);
    if (!rows[0].come) continue;
    expect(title).toBe('In time');
    break;
  }
});

test('a tag goes with its last article, though another article ended while publishing was locked', async () => {
  const tag = await newsroom.tag(writer);
  const fields = { authorIds, tagIds: [tag.id] };
  const [last, ending] = [
    await newsroom.published(writer, editor, fields),
    await newsroom.approved(writer, editor, fields),
  ];
  const until = new Date(Date.now() + 3000);
  await newsroom.publish(editor, ending, { until });
  const nameOf = async () =>
    (await askDelivery(app.url, 'query ($id: ID) { tag(id: $id) { name } }', { id: tag.id })).body.data.tag;
  const gate = await app.owner.connect();
  // Whoever waits for the lock for two seconds is refused.
  await sleep(until.getTime() - 1000 - Date.now());
  await gate.query(`SELECT pg_advisory_lock(hashtext('copydesk.publishing'))`);
  const unpublished = newsroom.mutate(editor, 'unpublishArticle', 'TransitionInput', newsroom.on(last));
  await sleep(until.getTime() + 100 - Date.now());
  expect(await nameOf()).not.toBeNull();
  gate.release(true);
  await unpublished;
  expect(await nameOf()).toBeNull();
});

/** A change that touches nothing, by hand. */
async function appendChange(seq: number): Promise<void> {
  await app.owner.query(`INSERT INTO delivery.changes (seq, keys) VALUES ($1, '{}')`, [seq]);
  await app.owner.query(`SELECT pg_notify('copydesk_changes', 'more')`);
}

test('a server that finds a gap in the changes invalidates everything', async () => {
  const { id, working } = await live('Kept');
  await titleAt(working.slug);
  await tamper(id);
  const next = nest.get(ChangeFeed).known + 1;
  await appendChange(next);
  expect(await titleAt(working.slug, { 'x-content-min-seq': String(next) })).toBe('Kept');
  await appendChange(next + 2);
  expect(await titleAt(working.slug, { 'x-content-min-seq': String(next + 2) })).toBe('tampered');
});

test('a server that lost its connection serves nothing cached before, and catches up', async () => {
  const changes = nest.get(ChangeFeed);
  const second = await startApp({ databaseUrl: app.databaseUrl });
  try {
    const [kept, changed] = [await live('Kept'), await live('Before')];
    await Promise.all([titleAt(kept.working.slug), titleAt(changed.working.slug)]);
    await tamper(kept.id);
    // Each listening connection, by its last statement.
    const { rowCount } = await app.owner.query(`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'copydesk_desk'
        AND query ~ 'LISTEN|SELECT change.seq|WITH next AS'`);
    // Both servers'.
    expect(rowCount).toBe(2);
    while (changes.isUpToDate) await setImmediate();
    expect(await titleAt(kept.working.slug)).toBe('tampered');
    await republished(changed, 'After', newsroomOf(second));
    const { rows } = await app.owner.query('SELECT seq FROM delivery.content_seq');
    expect(await titleAt(changed.working.slug, { 'x-content-min-seq': String(rows[0].seq) })).toBe('After');
  } finally {
    await second.close();
  }
});
