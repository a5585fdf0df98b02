// The keys by which caches in front are purged: short enough for any proxy, and touched by every change of what a response shows.
import { startApp, type TestApp } from './support/app.js';
import { articleCopies } from './support/article-copies.js';
import { ask, askDelivery, graphqlPost } from './support/http.js';
import { newsroomOf, type ArticleState, type Newsroom, type Person } from './support/newsroom.js';
import { sendRaw } from './support/raw-http.js';
import { MUTATIONS } from './support/tags-and-authors.js';

/** Of all response headers together: nginx takes 4,096 by default, and adds its own. */
const MAX_HEADER_BYTES = 2500;
const LISTS = 7;
const ARTICLES_OF_A_LIST = 30;

let app: TestApp;
let newsroom: Newsroom;
let editor: Person;
let writer: Person;
let authorId: string;
let tags: { id: string; slug: string }[];
/** One of each list. */
let articles: ArticleState[];

beforeAll(async () => {
  app = await startApp();
  newsroom = newsroomOf(app);
  [editor, writer] = [await newsroom.person('EDITOR'), await newsroom.person('WRITER')];
  authorId = await newsroom.author(editor, 'Of All');
  tags = [];
  articles = [];
  const copy = await articleCopies(app.owner);
  for (let list = 0; list < LISTS; list++) {
    const tag = await newsroom.tag(writer, `Section ${list}`);
    const fields = { authorIds: [authorId], tagIds: [tag.id], slug: `first-of-${list}` };
    const article = await newsroom.published(writer, editor, fields);
    for (let i = 1; i < ARTICLES_OF_A_LIST; i++) await copy(article.id);
    tags.push(tag);
    articles.push(article);
  }
}, 120_000);
afterAll(() => app.close());

const keysOf = async (query: string, variables: object = {}) => {
  const { status, headers, body } = await askDelivery(app.url, query, variables);
  expect([status, body.errors]).toEqual([200, undefined]);
  expect(headers.get('cache-control')).toMatch(/^public/);
  return (headers.get('surrogate-key') ?? '').split(' ');
};

const PAGE = 'nodes { id slug title authors { name } tags { name } }';
const frontPage = () =>
  `{ ${tags.map(({ slug }, i) => `list${i}: articles(first: 20, where: { tags: ["${slug}"] }) { ${PAGE} }`).join('\n')} }`;

test('the key of a page of one list names its articles', async () => {
  const keys = await keysOf('{ articles(first: 20) { nodes { id } } }');
  expect(keys).toContain('site');
  expect(keys.filter((key) => key.startsWith('art_'))).toHaveLength(20);
});

test('the key of a front page of seven lists names the lists in place of their articles', async () => {
  const keys = await keysOf(frontPage());
  expect(keys).toEqual(expect.arrayContaining(tags.map(({ id }) => `in:${id}`)));
  expect(keys.filter((key) => key.startsWith('art_'))).toEqual([]);
  expect(keys).not.toContain('site');
});

test('the key of a page of one list with more articles than fit names what else the page depends on', async () => {
  const [tag] = tags;
  const query = `query ($slug: String, $article: String) {
    tag(slug: $slug) { name articles(first: 100) { nodes { id } } }
    articles(first: 100) { nodes { id } }
    article(slug: $article) { title tags { name } }
  }`;
  const keys = await keysOf(query, { slug: tag?.slug, article: articles[1]?.working.slug });
  const expected = ['site', `in:${tag?.id}`, `tag:${tag?.slug}`, 'article:first-of-1', tags[1]?.id, authorId];
  expect(keys).toEqual(expect.arrayContaining(expected));
  expect(keys.filter((key) => key.startsWith('art_'))).toEqual([]);
});

/** Ids that nobody has yet, as long as ids may be. */
const noIds = (prefix: string) =>
  Array.from({ length: 80 }, (_, i) => `${prefix}_${String(i).padStart(60, '0')}`);

test('the key of a response that depends on more than a header can name is short', async () => {
  const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
  expect(await keysOf(query, { ids: noIds('art') })).toEqual(['site']);
  expect(await keysOf(query, { ids: noIds('tag') })).toEqual(['site', 'tags']);
  expect(await keysOf(query, { ids: noIds('aut') })).toEqual(['site', 'authors']);
});

test.each<[string, () => [string, object?]]>([
  ['a front page', () => [frontPage()]],
  ['a hundred articles', () => ['{ articles(first: 100) { nodes { id tags { articleCount } } } }']],
  ['all tags', () => ['{ tags(first: 100) { nodes { articles { nodes { id } } } } }']],
  ['many ids', () => ['query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: noIds('art') }]],
  [
    'twenty slugs as long as they may be',
    () => [
      'query ($where: ArticleWhere) { articles(where: $where) { totalCount } }',
      { where: { anyTag: Array.from({ length: 20 }, (_, i) => `${i}`.padStart(100, 'x')) } },
    ],
  ],
  [
    'thirty slugs as long as they may be',
    () => [
      `{ ${Array.from({ length: 30 }, (_, i) => `a${i}: article(slug: "${`${i}`.padStart(100, 'x')}") { id }`).join(' ')} }`,
    ],
  ],
])('all headers of the response to %s together are short', async (_what, query) => {
  const [text, variables = {}] = query();
  const body = JSON.stringify({ query: text, variables });
  const head = [
    'POST /graphql HTTP/1.1',
    'Host: copydesk',
    'Content-Type: application/json',
    'Accept-Encoding: br',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Origin: https://stranger.example',
    'Connection: close',
  ];
  for (let i = 0; i < 2; i++) {
    const answer = await sendRaw(app.url, `${head.join('\r\n')}\r\n\r\n${body}`);
    const lengths = [...answer.headers].map(([name, value]) => `${name}: ${value}\r\n`.length);
    const bytes = lengths.reduce((sum, length) => sum + length, 0);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('surrogate-key')).toMatch(/./);
    expect(bytes).toBeLessThan(MAX_HEADER_BYTES);
  }
});

test('the shortest key of a search still has what its index is purged by', async () => {
  const slugs = Array.from(
    { length: 25 },
    (_, i) => `a${i}: article(slug: "${`${i}`.padStart(100, 'x')}") { id }`,
  );
  const query = `{ search(query: "body", first: 1) { totalCount } ${slugs.join(' ')} }`;
  const { headers } = await ask(app.url, '/graphql', graphqlPost({ query }));
  expect((headers.get('surrogate-key') ?? '').split(' ').sort()).toEqual(['site', 'words']);
});

test('a cache that is purged by the keys of each change shows nothing that has changed since', async () => {
  const [first, second, third, ...others] = tags;
  const [article, retitled, ended] = articles as [ArticleState, ArticleState, ArticleState];
  const ids = [article.id, retitled.id, ended.id, authorId, ...tags.map(({ id }) => id)];
  const lookUp = `article(slug: $article) { title tags { name } authors { name bio } }
    byId: article(id: $id) { title tags { name } } tag(slug: $tag) { name articleCount }
    soon: article(slug: "soon") { title } author(slug: "of-all") { name bio articleCount }`;
  const fields = [
    ['$article: String, $id: ID, $tag: String', lookUp],
    ['$tag: String', `tag(slug: $tag) { ${'name'} articles(first: 100) { totalCount ${PAGE} } }`],
    ['$tag: String!', 'articles(first: 5, where: { tags: [$tag] }) { nodes { title tags { name } } }'],
    ['', `articles(first: 100) { totalCount ${PAGE} }`],
    ['', 'tags(first: 100) { nodes { name articleCount } }'],
    ['', 'authors(first: 100) { nodes { name bio articles(first: 3) { nodes { title } } } }'],
    ['', `search(query: "body", first: 100) { totalCount nodes { title } }`],
    [
      '$ids: [ID!]!',
      'nodes(ids: $ids) { ... on Article { title } ... on Tag { name articleCount } ... on Author { name } }',
    ],
  ];
  const values = { article: retitled.working.slug, id: ended.id, tag: third?.slug };
  const wide = (more: string) => [
    '$article: String, $id: ID, $tag: String, $ids: [ID!]!',
    `${lookUp} nodes(ids: $ids) { ... on Article { title } ... on Tag { name articleCount } ... on Author { name } } ${more}`,
  ];
  const wideOf = (type: string) => [
    '$ids: [ID!]!',
    `nodes(ids: $ids) { ... on ${type} { name articleCount } }`,
  ];
  const requests = [
    ...fields.map((field) => [field, ids] as const),
    // With so much beside it that its key is as coarse as can be.
    [
      wide('tags(first: 100) { nodes { name } } articles { nodes { title } }'),
      [...ids, ...noIds('art')],
    ] as const,
    [wide(''), [...ids, ...noIds('tag')]] as const,
    [wideOf('Tag'), [...tags.map(({ id }) => id), ...noIds('tag')]] as const,
    [wideOf('Author'), [authorId, ...noIds('aut')]] as const,
  ].map(([[declared = '', selection = ''], of]) => ({
    query: `query ${declared && `(${declared})`} { ${selection} }`,
    variables: { ...values, ids: of },
  }));
  const run = (query: string, input: object) => newsroom.run(editor, query, { input });

  const changes: [string, () => Promise<unknown>][] = [
    [
      'publish',
      () => newsroom.published(writer, editor, { authorIds: [authorId], tagIds: [third?.id], slug: 'soon' }),
    ],
    [
      'retitle',
      () => newsroom.republished(writer, editor, retitled, { title: 'Another title', tagIds: [first?.id] }),
    ],
    ['end', () => newsroom.mutate(editor, 'unpublishArticle', 'TransitionInput', newsroom.on(ended))],
    ['rename a tag', () => run(MUTATIONS.updateTag, { id: third?.id, name: 'Renamed', slug: 'renamed' })],
    ['rename an author', () => run(MUTATIONS.updateAuthor, { id: authorId, name: 'Renamed', bio: 'New' })],
    ['merge tags', () => run(MUTATIONS.mergeTags, { fromId: second?.id, intoId: others[0]?.id })],
    [
      'a new tag',
      async () => {
        const tag = await newsroom.tag(writer, 'Brand new');
        const author = await newsroom.author(editor, 'Somebody else');
        await newsroom.published(writer, editor, { authorIds: [author], tagIds: [tag.id] });
      },
    ],
  ];
  const answers = () =>
    Promise.all(
      requests.map(async (request) => {
        const { text, headers } = await ask(app.url, '/graphql', graphqlPost(request));
        return { text, keys: (headers.get('surrogate-key') ?? '').split(' ') };
      }),
    );
  const lastSeq = async () =>
    Number((await app.owner.query('SELECT seq FROM delivery.content_seq')).rows[0].seq);
  for (const [what, change] of changes) {
    const [before, seq] = [await answers(), await lastSeq()];
    expect(before.map(({ text }) => text.slice(0, 9))).not.toContain('{"errors"');
    await change();
    const after = await answers();
    const { rows } = await app.owner.query('SELECT keys FROM delivery.changes WHERE seq > $1', [seq]);
    const purged = rows.flatMap(({ keys }: { keys: string[] }) => keys);
    const changed = before.filter(({ text }, i) => text !== after[i]?.text);
    expect([what, changed.length > 0]).toEqual([what, true]);
    const stale = changed.filter(({ keys }) => !keys.some((key) => purged.includes(key)));
    expect([what, stale]).toEqual([what, []]);
  }
});
