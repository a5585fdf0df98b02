// What both APIs answer while the database cannot be used, and that they recover by themselves.
import type pg from 'pg';
import type { ServerConfig } from '../src/config/config.js';
import { DeskDatabase } from '../src/database/desk.database.js';
import type { Transaction } from '../src/database/transaction.js';
import { hashPassword } from '../src/desk/users/passwords.js';
import { startApp, type GraphQLAnswer, type TestApp } from './support/app.js';
import { codeOf, newsroomOf, type ArticleState, type Newsroom, type Person } from './support/newsroom.js';
import { startOwnCluster, type OwnCluster } from './support/own-cluster.js';
import { until } from './support/server-process.js';

const PASSWORD = 'a newsroom of its own';
/** The promise is 5 s; statements that nobody ends take 15 s and more. */
const PROMPT_MS = 10_000;

let cluster: OwnCluster;
let superuser: pg.Client;
let app: TestApp;
let newsroom: Newsroom;
let writer: Person;
let article: ArticleState;
let other: ArticleState;
beforeAll(async () => {
  cluster = await startOwnCluster();
  superuser = await cluster.superuser();
  app = await startApp({ databaseUrl: cluster.url });
  newsroom = newsroomOf(app);
  writer = await newsroom.person('EDITOR');
  await superuser.query('UPDATE desk.users SET password_hash = $1', [await hashPassword(PASSWORD)]);
  article = await newsroom.draft(writer, { authorIds: [] });
  other = await newsroom.draft(writer, { authorIds: [] });
}, 60_000);
afterAll(async () => {
  await app.close();
  await superuser.end();
  await cluster.stop();
}, 60_000);

let saves = 0;
const SAVE = 'mutation ($input: SaveDraftInput!) { saveDraft(input: $input) { article { id } } }';
const save = ({ id, working }: ArticleState) => {
  const input = { articleId: id, baseRevisionId: working.id, title: `Save ${++saves}` };
  return newsroom.ask(writer, SAVE, { input });
};
const read = () => newsroom.ask(writer, '{ articles { totalCount } }');
const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }';
const signIn = () => app.desk(SIGN_IN, { input: { email: writer.email, password: PASSWORD } });
let deliveries = 0;
/** Another each time, so that no cached response is served. */
const deliver = () => app.delivery(`{ articles { totalCount } a${++deliveries}: __typename }`);

/** What came of it, how HTTP says so, and whether in time. */
async function outcome(request: () => Promise<GraphQLAnswer>) {
  const startedAt = performance.now();
  const answer = await request();
  const isPrompt = performance.now() - startedAt < PROMPT_MS;
  const { status, headers } = answer;
  return { status, code: codeOf(answer) ?? 'answered', retryAfter: headers['retry-after'], isPrompt };
}

const UNAVAILABLE = { status: 503, code: 'DATABASE_UNAVAILABLE', retryAfter: '2', isPrompt: true };
const ANSWERED = { status: 200, code: 'answered', retryAfter: undefined, isPrompt: true };
const outcomes = (...requests: (() => Promise<GraphQLAnswer>)[]) => Promise.all(requests.map(outcome));

const isBack = () =>
  until(async () => (await outcomes(read, signIn, deliver)).every(({ code }) => code === 'answered'));

/** Connections that are open already would go on as they are. */
const endConnections = () =>
  superuser.query(
    `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name LIKE 'copydesk\\_de%'`,
  );

test('a database that is paused, though its connections stay open, is DATABASE_UNAVAILABLE on both APIs', async () => {
  await isBack();
  cluster.signal('SIGSTOP');
  try {
    // Some find open connections, and those after them none.
    const requests = Array.from({ length: 6 }, () => [read, () => save(article), signIn, deliver]).flat();
    expect(await outcomes(...requests)).toEqual(requests.map(() => UNAVAILABLE));
    expect(await outcomes(read, signIn, deliver)).toEqual([UNAVAILABLE, UNAVAILABLE, UNAVAILABLE]);
  } finally {
    cluster.signal('SIGCONT');
  }
  await isBack();
}, 60_000);

test('a database that is killed is DATABASE_UNAVAILABLE until it runs again', async () => {
  cluster.signal('SIGKILL');
  const [first] = await outcomes(read, signIn, deliver);
  expect(first).toEqual(UNAVAILABLE);
  const seen = new Set<string>();
  await until(async () => {
    const all = await outcomes(read, signIn, deliver);
    for (const { code } of all) seen.add(code);
    return all.every(({ code }) => code === 'answered');
  });
  expect([...seen].filter((code) => !['answered', 'DATABASE_UNAVAILABLE'].includes(code))).toEqual([]);
  superuser = await cluster.superuser();
}, 60_000);

test('a database that is out of connections is DATABASE_UNAVAILABLE', async () => {
  await superuser.query('ALTER ROLE copydesk CONNECTION LIMIT 0');
  try {
    await endConnections();
    // An idle connection that was ended is found out by its next statement.
    await outcomes(read, signIn, deliver);
    expect(await outcomes(read, signIn, deliver)).toEqual([UNAVAILABLE, UNAVAILABLE, UNAVAILABLE]);
  } finally {
    await superuser.query('ALTER ROLE copydesk CONNECTION LIMIT -1');
  }
  await isBack();
}, 60_000);

test('a database that is read-only is read, and a save is DATABASE_UNAVAILABLE', async () => {
  await superuser.query('ALTER DATABASE copydesk SET default_transaction_read_only = on');
  // A token whose use is to be noted is good for reading all the same.
  await superuser.query("UPDATE desk.api_tokens SET last_used_at = now() - interval '1 hour'");
  try {
    await endConnections();
    await until(async () => (await outcome(read)).code === 'answered');
    expect(await outcomes(read, deliver, () => save(article), signIn)).toEqual([
      ...[ANSWERED, ANSWERED, UNAVAILABLE, UNAVAILABLE],
    ]);
  } finally {
    await superuser.query('ALTER DATABASE copydesk RESET default_transaction_read_only');
    await endConnections();
  }
  await isBack();
}, 60_000);

test('a database whose disk is full is read, and a save is DATABASE_UNAVAILABLE', async () => {
  await superuser.query(`
    CREATE FUNCTION public.full() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$;
    CREATE TRIGGER is_full BEFORE INSERT ON desk.revisions EXECUTE FUNCTION public.full()`);
  try {
    expect(await outcomes(read, deliver, () => save(article))).toEqual([ANSWERED, ANSWERED, UNAVAILABLE]);
  } finally {
    await superuser.query('DROP FUNCTION public.full() CASCADE');
  }
}, 60_000);

test('a table that is locked is DATABASE_UNAVAILABLE, and what a document did before is done', async () => {
  const both = `mutation ($tag: CreateTagInput!, $input: SaveDraftInput!) {
    createTag(input: $tag) { tag { id } } saveDraft(input: $input) { article { id } }
  }`;
  await superuser.query('BEGIN; LOCK TABLE desk.articles, delivery.articles, delivery.listings');
  try {
    expect(await outcomes(read, () => save(article), deliver)).toEqual([
      ...[UNAVAILABLE, UNAVAILABLE, UNAVAILABLE],
    ]);
    const input = { articleId: article.id, baseRevisionId: article.working.id, title: 'Later' };
    const answer = await newsroom.ask(writer, both, { tag: { name: 'Done' }, input });
    expect(answer).toMatchObject({
      status: 200,
      data: { createTag: { tag: { id: expect.any(String) } }, saveDraft: null },
      errors: [{ path: ['saveDraft'], extensions: { code: 'DATABASE_UNAVAILABLE', retryAfter: 2 } }],
    });
  } finally {
    await superuser.query('ROLLBACK');
  }
  await isBack();
}, 60_000);

test('while one article is locked, ten who save it are BUSY, and everybody else works', async () => {
  await superuser.query('BEGIN');
  await superuser.query('SELECT FROM desk.articles WHERE id = $1 FOR UPDATE', [article.id]);
  try {
    let refused = 0;
    const waiting = Promise.all(
      Array.from({ length: 10 }, () => outcome(() => save(article)).finally(() => (refused += 1))),
    );
    const answered = await outcomes(() => save(other), read, signIn, deliver);
    expect([answered, refused]).toEqual([[ANSWERED, ANSWERED, ANSWERED, ANSWERED], 0]);
    const BUSY = { status: 200, code: 'BUSY', retryAfter: undefined, isPrompt: true };
    expect(await waiting).toEqual(Array.from({ length: 10 }, () => BUSY));
  } finally {
    await superuser.query('ROLLBACK');
  }
  expect((await outcome(() => save(article))).code).toBe('answered');
}, 60_000);

test('a transaction whose statement is not answered is undone, and nobody gets its connection', async () => {
  const database = new DeskDatabase({ databaseUrl: cluster.url, poolSize: 1 } as ServerConfig);
  const create = (tx: Transaction, name: string) => tx.tag.create({ data: { id: name, name, slug: name } });
  let pid = 0;
  const startedAt = performance.now();
  const refused = database.$transaction(async (tx) => {
    await create(tx, 'refused');
    [{ pid }] = await tx.$queryRaw<[{ pid: number }]>`SELECT pg_backend_pid() AS pid`;
    process.kill(pid, 'SIGSTOP');
    await create(tx, 'unanswered');
  });
  await expect(refused).rejects.toThrow('Query read timeout');
  expect(performance.now() - startedAt).toBeLessThan(PROMPT_MS);
  process.kill(pid, 'SIGCONT');
  await database.$transaction((tx) => create(tx, 'next'));
  const tags = await database.tag.findMany({ where: { id: { in: ['refused', 'unanswered', 'next'] } } });
  expect(tags.map(({ name }) => name)).toEqual(['next']);
  await database.onApplicationShutdown();
}, 60_000);
