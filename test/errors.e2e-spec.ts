// The error codes of the APIs, and what comes with them. PAYLOAD_TOO_LARGE is in test/http and test/bodies-too-large.
import { startApp, type TestApp } from './support/app.js';
import { codeOf, newsroomOf, type Newsroom, type Person } from './support/newsroom.js';

let app: TestApp;
let newsroom: Newsroom;
let writer: Person;
beforeAll(async () => {
  app = await startApp();
  newsroom = newsroomOf(app);
  writer = await newsroom.person('WRITER');
});
afterAll(() => app.close());

const SAVE = 'mutation ($input: SaveDraftInput!) { saveDraft(input: $input) { article { id } } }';
const CREATE = 'mutation ($input: CreateArticleInput!) { createArticle(input: $input) { article { id } } }';

test('UNAUTHENTICATED: nobody is signed in', async () => {
  for (const token of [undefined, 'none of ours', 'copydesk_unknown']) {
    expect(codeOf(await app.desk('{ viewer { id } }', {}, token))).toBe('UNAUTHENTICATED');
  }
});

test('FORBIDDEN: the role is not enough, and the error names the one that is', async () => {
  const answer = await newsroom.ask(writer, '{ users { totalCount } }');
  expect(answer.errors?.[0]?.extensions).toMatchObject({
    code: 'FORBIDDEN',
    blockedBy: [{ code: 'ROLE_REQUIRED' }],
  });
});

test('NOT_FOUND: the same for an article that does not exist and one that the viewer may not see', async () => {
  const other = await newsroom.draft(await newsroom.person('WRITER'), { authorIds: [] });
  const answers = await Promise.all(
    [other.id, 'art_nothing', 'nonsense'].map((articleId) =>
      newsroom.ask(writer, SAVE, { input: { articleId, version: 1, title: 'Mine' } }),
    ),
  );
  const errors = answers.map((answer) =>
    answer.errors?.map(({ message, extensions }) => ({ message, extensions })),
  );
  expect(errors[0]).toEqual([{ message: expect.any(String), extensions: { code: 'NOT_FOUND' } }]);
  expect([errors[1], errors[2]]).toEqual([errors[0], errors[0]]);
});

test.each([
  ['a missing field', { input: {} }, ['input', 'title']],
  ['a field that there is not', { input: { title: 'T', seo: { titel: 'S' } } }, ['input', 'seo', 'titel']],
  ['a value of another type', { input: { title: 3 } }, ['input', 'title']],
  ['an entry of another type', { input: { title: 'T', tagIds: ['a', {}] } }, ['input', 'tagIds', 1]],
  [
    'a character that cannot be stored',
    { input: { title: 'T', seo: { title: 'a\0b' } } },
    ['input', 'seo', 'title'],
  ],
  ['half of a character', { input: { title: 'a\ud800b' } }, ['input', 'title']],
  ['the other half, in a list', { input: { title: 'T', tagIds: ['a', '\udc00'] } }, ['input', 'tagIds', 1]],
])('BAD_USER_INPUT: %s', async (_what, variables, path) => {
  const answer = await newsroom.ask(writer, CREATE, variables);
  expect(codeOf(answer)).toBe('BAD_USER_INPUT');
  expect(answer.errors?.[0]?.extensions.fields).toEqual([{ path, message: expect.any(String) }]);
});

test('BAD_USER_INPUT: half of a character, in the delivery API too', async () => {
  const query = 'query ($slug: String) { article(slug: $slug) { id } }';
  const [half, whole] = [
    await app.delivery(query, { slug: '\ud83d' }),
    await app.delivery(query, { slug: '\ud83d\udcf0' }),
  ];
  expect(codeOf(half)).toBe('BAD_USER_INPUT');
  expect(half.errors?.[0]?.extensions.fields).toEqual([{ path: ['slug'], message: expect.any(String) }]);
  expect(whole.data).toEqual({ article: null });
});

test.each([
  'query ($order: ArticleOrder) { articles(orderBy: $order) { totalCount } }',
  'query ($order: ArticleOrder = OLDEST) { tag(slug: "any") { articles(orderBy: $order) { totalCount } } }',
])('BAD_USER_INPUT: null for an argument that has a default and may not be null, %s', async (query) => {
  const answer = await app.delivery(query, { order: null });
  expect([answer.status, codeOf(answer)]).toEqual([400, 'BAD_USER_INPUT']);
  expect(answer.errors?.[0]?.extensions.fields).toEqual([{ path: ['orderBy'], message: expect.any(String) }]);
});

test('QUERY_TOO_COMPLEX: too many rows, or too many tokens', async () => {
  const deep =
    '{ tags(first: 100) { nodes { articles(first: 100) { nodes { authors { articles(first: 100) { totalCount } } } } } } }';
  const long = `{ ${Array.from({ length: 2000 }, (_, i) => `a${i}: __typename`).join(' ')} }`;
  // Few rows a page, and as many ways through them as tags times bylines times tags …
  const ways = Array.from({ length: 12 }, (_, i) => (i % 2 ? 'tags' : 'authors'));
  const branching = ways.reduce(
    (below, of) => `${of} { articles(first: 1) { nodes { ${below} } } }`,
    'title',
  );
  const doubling = Array.from(
    { length: 40 },
    (_, i) => `fragment f${i} on Query { ...f${i + 1} ...f${i + 1} }`,
  );
  const fragments = `{ ...f0 } ${doubling.join(' ')} fragment f40 on Query { tags { totalCount } }`;
  for (const query of [deep, long, `{ articles(first: 1) { nodes { ${branching} } } }`, fragments]) {
    const answer = await app.delivery(query);
    expect(answer.errors?.[0]?.extensions).toEqual({ code: 'QUERY_TOO_COMPLEX', limit: expect.any(Number) });
  }
});

test('INTERNAL_SERVER_ERROR: the client gets a requestId and nothing else', async () => {
  const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;
  const broken = await startApp();
  try {
    const { token } = await newsroomOf(broken).person('EDITOR');
    await broken.owner.query(`
      DROP TABLE desk.events CASCADE; DROP VIEW delivery.live_articles CASCADE;
      DROP VIEW delivery.live_tags; ALTER TABLE desk.authors RENAME TO elsewhere`);
    const answers = [
      [await broken.desk(CREATE, { input: { title: 'Any' } }, token), { createArticle: null }],
      [await broken.desk('{ authors { totalCount } }', {}, token), null],
      [await broken.delivery('{ articles { nodes { id } } }'), null],
      [await broken.delivery('{ tags { totalCount } }'), null],
    ] as const;
    for (const [{ status, data, errors = [] }, expected] of answers) {
      expect([status, data, errors.length]).toEqual([200, expected, 1]);
      expect(errors[0]?.message).toBe('Something went wrong on our side.');
      const extensions = { code: 'INTERNAL_SERVER_ERROR', requestId: expect.stringMatching(UUID) };
      expect(errors[0]?.extensions).toEqual(extensions);
      expect(JSON.stringify(errors)).not.toMatch(
        /relation|live_tags|authors"?\b.*exist|prisma|node_modules/i,
      );
    }
  } finally {
    await broken.close();
  }
});
