// What delivery answers where a field fails: by itself for its own reason, and with the whole request where the database does.
import { startApp, type TestApp } from './support/app.js';
import { newsroomOf } from './support/newsroom.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

test('a query that waits for a locked table is given up after two seconds, and not tried again', async () => {
  const owner = await app.owner.connect();
  await owner.query('BEGIN; LOCK TABLE delivery.articles IN ACCESS EXCLUSIVE MODE');
  const startedAt = performance.now();
  const { status, headers, errors } = await app.delivery('{ article(slug: "any") { title } }');
  const seconds = (performance.now() - startedAt) / 1000;
  await owner.query('ROLLBACK');
  owner.release();
  expect([status, headers['retry-after']]).toEqual([503, '2']);
  expect(errors).toMatchObject([{ extensions: { code: 'DATABASE_UNAVAILABLE', retryAfter: 2 } }]);
  expect(seconds).toBeGreaterThan(1.9);
  expect(seconds).toBeLessThan(10);
}, 30_000);

test('a nullable field that fails is null, its neighbours are answered, and no cache keeps the response', async () => {
  const newsroom = newsroomOf(app);
  const [writer, editor] = [await newsroom.person('WRITER'), await newsroom.person('EDITOR')];
  const article = await newsroom.published(writer, editor, { authorIds: [await newsroom.author(editor)] });
  const query = `query ($slug: String, $after: String) {
    article(slug: $slug) { id }
    tag { id }
    node(id: "nothing") { id }
    author(slug: "nobody") { articles(after: $after) { totalCount } }
    __schema { queryType { name } }
  }`;
  const { status, data, errors, headers } = await app.delivery(query, {
    slug: article.working.slug,
    after: 'no cursor',
  });
  expect([status, data]).toEqual([
    200,
    {
      article: { id: article.id },
      tag: null,
      node: null,
      author: null,
      __schema: { queryType: { name: 'Query' } },
    },
  ]);
  expect(errors).toMatchObject([
    { path: ['tag'], locations: [{ line: 3, column: 5 }], extensions: { code: 'BAD_USER_INPUT' } },
    {
      path: ['author', 'articles'],
      locations: [{ line: 5, column: 30 }],
      extensions: { code: 'BAD_USER_INPUT', fields: [{ path: ['after'] }] },
    },
  ]);
  expect(headers['cache-control']).toBe('private, no-store');
});

test('a field that fails and must not be null leaves no data', async () => {
  const { status, data, errors } = await app.delivery(
    '{ tag(slug: "any") { id } articles(first: 0) { totalCount } }',
  );
  expect([status, data]).toEqual([200, null]);
  expect(errors).toMatchObject([{ path: ['articles'], extensions: { code: 'BAD_USER_INPUT' } }]);
});
