// What readers get while their server cannot reach PostgreSQL, or does not hear of changes: cached responses, for a while and
// with their age, and never what was taken down where PostgreSQL can be reached.
import { setTimeout as sleep } from 'node:timers/promises';
import { startApp, type TestApp } from './support/app.js';
import { cloneDatabase, type TestDatabase } from './support/database.js';
import { databaseProxy, type DatabaseProxy } from './support/database-proxy.js';
import { askDelivery, type Answer } from './support/http.js';
import { codeOf, newsroomOf, type ArticleState, type Newsroom, type Person } from './support/newsroom.js';
import { until } from './support/server-process.js';

const STALE_LIMIT_SECONDS = 5;
const SAVE = 'mutation ($input: SaveDraftInput!) { saveDraft(input: $input) { article { id } } }';
const QUERY = 'query ($slug: String) { article(slug: $slug) { title body { text } } }';

let database: TestDatabase;
let proxy: DatabaseProxy;
/** Where the newsroom works. */
let app: TestApp;
/** Whose way to the database breaks. */
let reader: TestApp;
let newsroom: Newsroom;
let editor: Person;
let writer: Person;
let authorIds: string[];
beforeAll(async () => {
  database = await cloneDatabase();
  proxy = await databaseProxy(database.url);
  app = await startApp({ databaseUrl: database.url });
  reader = await startApp({ databaseUrl: proxy.url, staleLimitSeconds: STALE_LIMIT_SECONDS });
  newsroom = newsroomOf(app);
  [editor, writer] = [await newsroom.person('EDITOR'), await newsroom.person('WRITER')];
  authorIds = [await newsroom.author(editor)];
});
afterAll(async () => {
  await Promise.all([reader.close(), app.close()]);
  await proxy.close();
  await database.drop();
});

const ask = ({ working }: ArticleState, headers = {}): Promise<Answer> =>
  askDelivery(reader.url, QUERY, { slug: working.slug }, headers);
const ageOf = ({ headers }: Answer): number | undefined =>
  headers.has('age') ? Number(headers.get('age')) : undefined;
const titleOf = ({ body }: Answer): string | undefined => body.data?.article?.title;

const lastChange = async (): Promise<number> =>
  Number((await app.owner.query('SELECT seq FROM delivery.content_seq')).rows[0].seq);

/** Lets the reader's server cache the article as it is now. */
async function cached(article: ArticleState): Promise<ArticleState> {
  const answer = await ask(article, { 'x-content-min-seq': String(await lastChange()) });
  expect([answer.status, ageOf(answer)]).toEqual([200, undefined]);
  return article;
}
const live = async (title: string, fields = {}) =>
  cached(await newsroom.published(writer, editor, { authorIds, title, ...fields }));
const takeDown = (article: ArticleState) =>
  newsroom.mutate(editor, 'unpublishArticle', 'TransitionInput', newsroom.on(article));

/** The answers until one is as wanted, which is the last. */
async function answersUntil(article: ArticleState, isLast: (answer: Answer) => boolean): Promise<Answer[]> {
  const answers: Answer[] = [];
  await until(async () => {
    answers.push(await ask(article));
    return isLast(answers.at(-1) as Answer);
  });
  return answers;
}

/** Restores the way, until the server hears of changes again. */
async function restored(article: ArticleState): Promise<void> {
  proxy.restore();
  const [answer] = (
    await answersUntil(article, ({ headers }) => /s-maxage=60,/.test(headers.get('cache-control') ?? ''))
  ).slice(-1);
  expect(answer && ageOf(answer)).toBeUndefined();
}

test('while the database refuses connections readers get cached responses with their age, until STALE_LIMIT and no longer', async () => {
  const article = await live('Cached', { body: 'Many words. '.repeat(500) });
  const compressed = await ask(article, { 'accept-encoding': 'br' });
  const known = await lastChange();
  proxy.refuse();
  try {
    const answers = await answersUntil(article, (answer) => ageOf(answer) !== undefined);
    expect(answers.map(titleOf)).toEqual(answers.map(() => 'Cached'));
    const stale = answers.at(-1) as Answer;
    expect(stale.headers.get('cache-control')).toBe(
      'public, max-age=0, s-maxage=0, stale-while-revalidate=0',
    );
    expect(stale.headers.get('x-content-seq')).toBe(String(known));
    const encoded = await ask(article, { 'accept-encoding': 'br' });
    expect([encoded.headers.get('etag'), encoded.text]).toEqual([
      compressed.headers.get('etag'),
      compressed.text,
    ]);
    expect((await ask(article, { 'x-content-min-seq': String(known + 1) })).code).toBe('CHANGE_NOT_KNOWN');

    const last = await answersUntil(article, (answer) => titleOf(answer) === undefined);
    const ages = last.slice(0, -1).map(ageOf);
    expect(ages).toEqual([...ages].sort());
    expect(ages.at(-1)).toBe(STALE_LIMIT_SECONDS);
    expect(titleOf(await ask(article))).toBeUndefined();
  } finally {
    await restored(article);
  }
});

test('while the database does not answer readers get cached responses, and afterwards what was published meanwhile', async () => {
  const article = await live('Before');
  proxy.hang();
  try {
    const answers = await answersUntil(article, (answer) => ageOf(answer) !== undefined);
    expect(answers.map(titleOf)).toEqual(answers.map(() => 'Before'));
    await newsroom.republished(writer, editor, article, { title: 'After' });
    expect(titleOf(await ask(article))).toBe('Before');
  } finally {
    await restored(article);
  }
  expect(titleOf(await ask(article))).toBe('After');
});

test('an article whose end comes while the database is away is not served after its end', async () => {
  // By another author: an article's answer depends on who its authors are.
  const staying = await live('Stays', { authorIds: [await newsroom.author(editor)] });
  const ending = await live('Ends');
  const { until: end } = await newsroom.endSoon(editor, ending);
  await cached(ending);
  proxy.refuse();
  try {
    const titles: (string | undefined)[] = [];
    await until(async () => {
      const sentAt = Date.now();
      titles.push(titleOf(await ask(ending)));
      if (sentAt >= end.getTime()) expect(titles.at(-1)).toBeUndefined();
      return titles.at(-1) === undefined;
    });
    expect(titles.length).toBeGreaterThan(1);
    expect(titles.slice(0, -1)).toEqual(titles.slice(0, -1).map(() => 'Ends'));
    await sleep(Math.max(0, end.getTime() - Date.now()));
    expect(titleOf(await ask(ending))).toBeUndefined();
    const stale = await ask(staying);
    expect([titleOf(stale), ageOf(stale)]).toEqual(['Stays', expect.any(Number)]);
  } finally {
    await restored(staying);
  }
});

test('a takedown reaches readers though the connection that listens hangs', async () => {
  const article = await live('Taken down');
  proxy.hangListening();
  try {
    await takeDown(article);
    const answers = await answersUntil(article, (answer) => titleOf(answer) === undefined);
    expect(answers.map(ageOf)).toEqual(answers.map(() => undefined));
    expect(answers.at(-1)?.body).toEqual({ data: { article: null } });
  } finally {
    proxy.restore();
  }
});

test('a takedown through a server whose other connections hang reaches the readers of that server', async () => {
  const article = await live('Half open');
  const desk = newsroomOf(reader);
  await desk.draft(writer, { authorIds });
  proxy.hangAllButDesk();
  try {
    await desk.mutate(editor, 'unpublishArticle', 'TransitionInput', desk.on(article));
    // No response is cached: it waits for a connection.
    const answer = ask(article);
    await Promise.race([answer, sleep(1_000)]);
    proxy.restore();
    expect(titleOf(await answer)).toBeUndefined();
  } finally {
    proxy.restore();
    await until(
      async () => (await ask(article)).headers.get('cache-control')?.includes('s-maxage=5,') === true,
    );
  }
});

test('what a server had locked when it was cut off from the database can soon be changed through another server', async () => {
  const article = await newsroom.draft(writer, { authorIds });
  const save = (through: Newsroom, title: string) =>
    through.ask(writer, SAVE, { input: { ...newsroom.on(article), title } });
  const sessionsThat = async (condition: string) =>
    (
      await app.owner.query(`
        SELECT FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'copydesk_desk' AND ${condition}`)
    ).rowCount;
  const holder = await app.owner.connect();
  try {
    await holder.query('BEGIN');
    await holder.query('SELECT FROM desk.articles WHERE id = $1 FOR UPDATE', [article.id]);
    const cutOff = save(newsroomOf(reader), 'Never saved');
    await until(async () => (await sessionsThat("wait_event_type = 'Lock'")) === 1);
    proxy.hang();
    // Its turn comes, and nobody tells it what to do with the lock.
    await holder.query('ROLLBACK');
    await until(async () => codeOf(await save(newsroom, 'Saved')) === undefined);
    expect(codeOf(await cutOff)).toBe('DATABASE_UNAVAILABLE');
  } finally {
    holder.release();
    proxy.restore();
  }
});

test('a server whose listening connection was ended serves nothing stale', async () => {
  const article = await live('Taken down too');
  const { rowCount } = await app.owner.query(`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'copydesk_desk'
      AND query ~ 'LISTEN|SELECT change.seq|WITH next AS'`);
  expect(rowCount).toBe(2);
  await takeDown(article);
  const answers = await answersUntil(article, (answer) => titleOf(answer) === undefined);
  expect(answers.map(ageOf)).toEqual(answers.map(() => undefined));
});

test('with STALE_LIMIT=0 no cached response is served while the database is away', async () => {
  const strict = await startApp({ databaseUrl: proxy.url, staleLimitSeconds: 0 });
  try {
    const article = await live('Strict');
    const read = () => askDelivery(strict.url, QUERY, { slug: article.working.slug });
    expect(titleOf(await read())).toBe('Strict');
    proxy.refuse();
    await until(async () => titleOf(await read()) === undefined);
    proxy.restore();
    await until(async () => titleOf(await read()) === 'Strict');
    expect(ageOf(await read())).toBeUndefined();
  } finally {
    proxy.restore();
    await strict.close();
  }
});
