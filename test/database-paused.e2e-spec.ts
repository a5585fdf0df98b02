// A PostgreSQL of the test's own is paused and killed: readers go on getting what their server has cached.
import { startApp, type TestApp } from './support/app.js';
import { askDelivery } from './support/http.js';
import { newsroomOf } from './support/newsroom.js';
import { startOwnCluster, type OwnCluster } from './support/own-cluster.js';
import { until } from './support/server-process.js';

let cluster: OwnCluster;
let app: TestApp;
let slug: string;
beforeAll(async () => {
  cluster = await startOwnCluster();
  app = await startApp({ databaseUrl: cluster.url });
  const newsroom = newsroomOf(app);
  const [editor, writer] = [await newsroom.person('EDITOR'), await newsroom.person('WRITER')];
  const article = await newsroom.published(writer, editor, { authorIds: [await newsroom.author(editor)] });
  ({ slug } = article.working);
}, 60_000);
afterAll(async () => {
  await app.close();
  await cluster.stop();
}, 60_000);

/** Whether readers get the article with its age; that they get it is expected of every answer. */
const isStale = async (): Promise<boolean> => {
  const query = 'query ($slug: String) { article(slug: $slug) { title } }';
  const { status, body, headers } = await askDelivery(app.url, query, { slug });
  expect([status, body.data?.article?.title]).toEqual([200, expect.any(String)]);
  return headers.has('age');
};

test('while PostgreSQL is paused readers get cached responses with their age, and current ones when it goes on', async () => {
  expect(await isStale()).toBe(false);
  cluster.signal('SIGSTOP');
  try {
    await until(isStale);
  } finally {
    cluster.signal('SIGCONT');
  }
  await until(async () => !(await isStale()));
});

test('when PostgreSQL is killed no reader gets an error before it runs again', async () => {
  expect(await isStale()).toBe(false);
  const killed = cluster.pid();
  cluster.signal('SIGKILL');
  await until(async () => !(await isStale()) && ![undefined, killed].includes(cluster.pid()));
});
