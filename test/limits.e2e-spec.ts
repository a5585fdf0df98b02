// What is refused because it asks for too much: at once, with a code and a limit, and before PostgreSQL hears of it.
import { startApp, type GraphQLAnswer, type TestApp } from './support/app.js';
import { newsroomOf, type Person } from './support/newsroom.js';
import { countedDatabase, statementsDuring } from './support/statements.js';
import type { TestDatabase } from './support/database.js';

let database: TestDatabase;
let app: TestApp;
let writer: Person;
beforeAll(async () => {
  database = await countedDatabase();
  app = await startApp({ databaseUrl: database.url, backgroundJobs: false });
  writer = await newsroomOf(app).person('WRITER');
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

const repeated = (count: number, text: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join(' ');

const DOCUMENTS: readonly (readonly [what: string, limit: number, document: string])[] = [
  ['tokens', 2000, `{ ${repeated(2001, () => '__typename')} }`],
  ['selections', 500, `{ articles(first: 1) { nodes { ${repeated(560, () => 'id')} } } }`],
  ['aliases', 100, `{ articles(first: 1) { ${repeated(101, (i) => `n${i}: totalCount`)} } }`],
  ['root fields', 30, `{ ${repeated(31, () => '__typename')} }`],
  [
    'selections of fragments that each spread the next one twice',
    500,
    `{ articles(first: 1) { nodes { ...F0 } } } ${repeated(
      20,
      (i) => `fragment F${i} on Article { id ...F${i + 1} ...F${i + 1} }`,
    )} fragment F20 on Article { id }`,
  ],
];

describe.each(['delivery', 'desk'] as const)('at %s', (api) => {
  const ask = (document: string, variables: object = {}): Promise<GraphQLAnswer> =>
    app[api](document, variables);

  test.each(DOCUMENTS)('a document with too many %s is refused', async (_what, limit, document) => {
    const { result, statements } = await statementsDuring(database.url, () => ask(document));
    expect(result.status).toBe(400);
    expect(result.errors).toEqual([
      expect.objectContaining({ extensions: { code: 'QUERY_TOO_COMPLEX', limit } }),
    ]);
    expect(statements).toEqual([]);
    // The refusal is remembered, and says the same.
    expect((await ask(document)).errors).toEqual(result.errors);
  });

  test('a list in variables with more than a thousand entries is refused unread', async () => {
    const { result, statements } = await statementsDuring(database.url, () =>
      ask('query ($ids: [ID!]!) { __typename }', { ids: Array(1001).fill('art_1') }),
    );
    expect([result.status, result.errors?.[0]?.message]).toEqual([
      400,
      'A list in variables may have 1000 entries at most.',
    ]);
    expect(statements).toEqual([]);
  });
});

const SLUGS = 'query ($where: ArticleWhere) { articles(where: $where, first: 1) { totalCount } }';
const many = (count: number) => Array.from({ length: count }, (_, i) => `slug-${i}`);

test('a slug that is listed a thousand times counts once', async () => {
  const answer = await app.delivery(SLUGS, { where: { tags: Array(1000).fill('rail') } });
  expect(answer).toMatchObject({ status: 200, data: { articles: { totalCount: 0 } } });
  expect(answer.errors).toBeUndefined();
});

test('lists of slugs have twenty at most, each of a hundred characters, and every fault is told', async () => {
  const where = { tags: many(21), anyTag: many(20), authors: ['s'.repeat(101), ...many(20)] };
  const { result, statements } = await statementsDuring(database.url, () => app.delivery(SLUGS, { where }));
  expect(result.errors?.[0]?.extensions).toEqual({
    code: 'BAD_USER_INPUT',
    fields: [
      { path: ['where', 'tags'], message: expect.stringContaining('20') },
      { path: ['where', 'authors'], message: expect.stringContaining('20') },
      { path: ['where', 'authors'], message: expect.stringContaining('100') },
    ],
  });
  expect(statements).toEqual([]);
});

test.each([
  ['a slug', '{ article(slug: $key) { id } }', 101, ['slug']],
  ['an id', '{ article(id: $key) { id } }', 65, ['id']],
  ['an id of a tag', '{ tag(id: $key) { id } }', 65, ['id']],
  ['a node’s id', '{ node(id: $key) { id } }', 65, ['id']],
  ['one of several ids', '{ nodes(ids: [$key]) { id } }', 65, ['ids']],
])('%s of more characters than any has is refused', async (_what, selection, length, path) => {
  const type = selection.includes('slug') ? 'String!' : 'ID!';
  const query = `query ($key: ${type}) ${selection}`;
  const { result, statements } = await statementsDuring(database.url, () =>
    app.delivery(query, { key: 'x'.repeat(length) }),
  );
  expect(result.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path }] });
  expect(statements).toEqual([]);
  expect((await app.delivery(query, { key: 'x'.repeat(length - 1) })).errors).toBeUndefined();
});

const searches = (count: number) =>
  `{ ${repeated(count, (i) => `s${i}: search(query: "tea", first: 10) { edges { snippet } }`)} }`;

test('four searches fit into a document, and five are refused, again without work', async () => {
  expect((await app.delivery(searches(4))).errors).toBeUndefined();
  for (const _ of ['first', 'again']) {
    const { result, statements } = await statementsDuring(database.url, () => app.delivery(searches(5)));
    expect([result.status, result.errors?.[0]?.extensions]).toEqual([
      400,
      { code: 'QUERY_TOO_COMPLEX', limit: 50_000 },
    ]);
    expect(statements).toEqual([]);
  }
});

const idsOf = (count: number) => Array.from({ length: count }, (_, i) => `art_${i}`);

test.each([
  ['in a variable', 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: idsOf(101) }],
  ['in the document', `{ nodes(ids: ${JSON.stringify(idsOf(101))}) { id } }`, {}],
])('a hundred and one ids %s are refused', async (_where, query, variables) => {
  const { result, statements } = await statementsDuring(database.url, () => app.delivery(query, variables));
  expect(result.errors?.[0]?.extensions).toEqual({
    code: 'BAD_USER_INPUT',
    fields: [{ path: ['ids'], message: expect.stringContaining('101') }],
  });
  expect(statements).toEqual([]);
});

test('a body of seven thousand ids is refused', async () => {
  const { result, statements } = await statementsDuring(database.url, () =>
    app.delivery('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: idsOf(7000) }),
  );
  expect([result.status, result.errors?.[0]?.extensions]).toEqual([
    413,
    { code: 'PAYLOAD_TOO_LARGE', limit: 65_536 },
  ]);
  expect(statements).toEqual([]);
});

test('the longest body of an article fits, in any script', async () => {
  const input = { title: 'Long', body: '\u{20000}'.repeat(100_000) };
  const answer = await app.desk(
    'mutation ($input: CreateArticleInput!) { createArticle(input: $input) { article { id } } }',
    { input },
    writer.token,
  );
  expect(answer.errors).toBeUndefined();
});
