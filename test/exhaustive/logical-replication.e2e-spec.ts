// The schema delivery alone, replicated to another PostgreSQL: a server that writes to the first and reads the second, and one that
// knows nothing but the second, where a login may not write.
import { setTimeout as sleep } from 'node:timers/promises';
import { startApp, type TestApp } from '../support/app.js';
import { askDelivery } from '../support/http.js';
import { newsroomOf, type ArticleState, type Newsroom, type Person } from '../support/newsroom.js';
import { startOwnCluster, type OwnCluster } from '../support/own-cluster.js';
import { until } from '../support/server-process.js';

const QUERY = `query ($slug: String) {
  article(slug: $slug) { title tags { name } } articles { totalCount nodes { id } } search(query: "Title") { nodes { id } }
}`;
const PUBLISH =
  'mutation ($input: PublishArticleInput!) { publishArticle(input: $input) { article { version } } }';
const UNPUBLISH =
  'mutation ($input: TransitionInput!) { unpublishArticle(input: $input) { article { version } } }';

let clusters: readonly [OwnCluster, OwnCluster] | undefined;
/** Writes to the publisher; reads the publisher, the subscriber, and nothing but the subscriber. */
let apps: Readonly<Record<'publisher' | 'reader' | 'alone', TestApp>>;
let newsroom: Newsroom;
let writer: Person;
let editor: Person;
let authorIds: string[];
let article: ArticleState;

async function asSuperuser(cluster: OwnCluster, ...statements: string[]): Promise<Record<string, unknown>[]> {
  const session = await cluster.superuser();
  let rows: Record<string, unknown>[] = [];
  for (const statement of statements) ({ rows } = await session.query(statement));
  await session.end();
  return rows;
}

beforeAll(async () => {
  const [publisher, subscriber] = (clusters = [
    await startOwnCluster({ wal_level: 'logical' }),
    await startOwnCluster(),
  ]);
  const writing = await startApp({ databaseUrl: publisher.url });
  newsroom = newsroomOf(writing);
  [writer, editor] = [await newsroom.person('WRITER'), await newsroom.person('EDITOR')];
  authorIds = [await newsroom.author(editor)];
  // Something to be copied first.
  await newsroom.published(writer, editor, { authorIds, title: 'Title that was there' });

  await asSuperuser(publisher, 'CREATE PUBLICATION copydesk_delivery FOR TABLES IN SCHEMA delivery');
  const { hostname, port, password } = new URL(publisher.url);
  await asSuperuser(
    subscriber,
    `CREATE SUBSCRIPTION copydesk_delivery CONNECTION
       'host=${hostname} port=${port} dbname=copydesk user=postgres password=${password}' PUBLICATION copydesk_delivery`,
    'ALTER ROLE copydesk SET default_transaction_read_only = on',
  );
  const unready = `SELECT FROM pg_subscription_rel WHERE srsubstate <> 'r'`;
  await until(async () => (await asSuperuser(subscriber, unready)).length === 0);
  apps = {
    publisher: writing,
    reader: await startApp({ databaseUrl: publisher.url, deliveryDatabaseUrl: subscriber.url }),
    alone: await startApp({ databaseUrl: subscriber.url }),
  };
}, 120_000);
beforeEach(async () => {
  article = await newsroom.published(writer, editor, { authorIds, title: 'Title 0' });
});
afterAll(async () => {
  for (const app of Object.values(apps ?? {})) await app.close();
  // The slot waits for the subscriber.
  await clusters?.[1].stop();
  await clusters?.[0].stop();
}, 60_000);

async function mutate(document: string, input: object): Promise<number> {
  const { headers, errors } = await newsroom.ask(editor, document, { input });
  expect(errors).toBeUndefined();
  article = { ...article, version: article.version + 1 };
  return Number(headers['x-content-seq']);
}

/** What a client gets that has made a change, and wants to see it. */
const read = async (app: TestApp, seq: number) => {
  const headers = { 'x-content-min-seq': String(seq) };
  const { body } = await askDelivery(app.url, QUERY, { slug: article.working.slug }, headers);
  return body.data;
};

async function publish(title: string, more: object = {}): Promise<number> {
  const saved = await newsroom.save(writer, article, { title });
  article = await newsroom.approve(editor, await newsroom.submit(writer, saved));
  return mutate(PUBLISH, { ...newsroom.on(article), ...more });
}

test('every server shows a change to who names its number, cached or not: a publication, and what is taken down', async () => {
  for (let i = 1; i <= 5; i++) {
    const published = await publish(`Title ${i}`);
    const shown = await read(apps.publisher, published);
    expect(shown.article.title).toBe(`Title ${i}`);
    expect(shown.search.nodes).toContainEqual({ id: article.id });
    expect(await read(apps.reader, published)).toEqual(shown);
    expect(await read(apps.alone, published)).toEqual(shown);

    const down = await mutate(UNPUBLISH, newsroom.on(article));
    for (const app of Object.values(apps)) expect((await read(app, down)).article).toBeNull();
  }
});

test('a server that gets no notification polls the changes', async () => {
  const ask = () => askDelivery(apps.alone.url, QUERY, { slug: article.working.slug });
  const knows = async (seq: number) => {
    await until(async () => Number((await ask()).headers.get('x-content-seq')) >= seq, 5_000);
    return (await ask()).body.data.article?.title;
  };
  await ask();
  expect(await knows(await publish('Title again'))).toBe('Title again');
  expect(await knows(await mutate(UNPUBLISH, newsroom.on(article)))).toBeUndefined();
});

test('an end comes by the clock of the database that is read, with no change that tells of it', async () => {
  const end = new Date(Date.now() + 2_000);
  const seq = await publish('Title that ends', { until: end });
  for (const app of [apps.reader, apps.alone])
    expect((await read(app, seq)).article.title).toBe('Title that ends');
  await sleep(end.getTime() - Date.now());
  for (const app of [apps.reader, apps.alone]) expect((await read(app, seq)).article).toBeNull();
});

test('while nothing is replicated, no server claims to know what it does not show', async () => {
  const [, subscriber] = clusters as readonly [OwnCluster, OwnCluster];
  await asSuperuser(subscriber, 'ALTER SUBSCRIPTION copydesk_delivery DISABLE');
  const seq = await publish('Title behind the gap');
  for (const app of [apps.reader, apps.alone]) {
    const headers = { 'x-content-min-seq': String(seq) };
    const answer = await askDelivery(app.url, QUERY, { slug: article.working.slug }, headers);
    expect([answer.status, answer.code]).toEqual([503, 'CHANGE_NOT_KNOWN']);
  }
  await asSuperuser(subscriber, 'ALTER SUBSCRIPTION copydesk_delivery ENABLE');
  for (const app of [apps.reader, apps.alone]) {
    await until(async () => (await read(app, seq))?.article?.title === 'Title behind the gap');
  }
});
