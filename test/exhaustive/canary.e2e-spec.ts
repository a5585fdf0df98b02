// What readers must not see never shows: not in an answer, a count, an order, a cursor, an error or a header. Two servers
// are sent every query that the schema can express to depth three: one whose newsroom hides things, and one of the same
// newsroom before it had anything to hide. They must say the same, and nothing of the hidden.
import { buildClientSchema, getIntrospectionQuery, type GraphQLSchema } from 'graphql';
import { startApp, type TestApp } from '../support/app.js';
import {
  CANARY,
  fillHiddenPart,
  fillLivePart,
  type HiddenPart,
  type LivePart,
} from '../support/canary-newsroom.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';
import { responseTexts, type ResponseText } from '../support/response-text.js';
import { newsroomOf } from '../support/newsroom.js';
import {
  crawl,
  type Crawl,
  selectedFields,
  fieldsOf,
  type GraphQLRequest,
  type Values,
} from '../support/schema-crawl.js';

const NOWHERE = 'nothing-has-this-slug';
const NOBODY = 'art_00000000000000000000000000';
const ID = /\b[a-z]{3}_[0-9a-hjkmnp-tv-z]{26}\b/g;

let original: TestDatabase;
let copies: TestDatabase[];
let app: TestApp;
let without: TestApp;
let live: LivePart;
let hidden: HiddenPart;
let hiddenIds: ReadonlySet<string>;
let schema: GraphQLSchema;
let requests: Crawl;

beforeAll(async () => {
  original = await cloneDatabase();
  live = await served(original, fillLivePart);
  const before = await cloneDatabase(original);
  hidden = await served(original, (filling) => fillHiddenPart(filling, live));
  copies = [await cloneDatabase(original), before];
  [app, without] = (await Promise.all(copies.map(({ url }) => startApp({ databaseUrl: url })))) as [
    TestApp,
    TestApp,
  ];
  const introspection = await app.delivery(getIntrospectionQuery());
  schema = buildClientSchema(introspection.data);
  hiddenIds = await idsThatReadersDoNotSee();
  requests = crawl(schema, await argumentValues());
});
afterAll(async () => {
  await Promise.all([app.close(), without.close()]);
  await Promise.all([original, ...copies].map((database) => database.drop()));
});

/** Lets a server work on a database, and nobody be connected to it afterwards. */
async function served<T>(database: TestDatabase, work: (app: TestApp) => Promise<T>): Promise<T> {
  const server = await startApp({ databaseUrl: database.url });
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}

async function column(query: string): Promise<string[]> {
  const { rows } = await app.owner.query<[string]>({ text: query, rowMode: 'array' });
  return rows.map(([value]) => value);
}

async function idsThatReadersDoNotSee(): Promise<ReadonlySet<string>> {
  const seen = new Set([...live.articles.map(({ id }) => id), ...live.authorIds, ...live.tagIds]);
  const tables = [
    'articles',
    'tags',
    'authors',
    'revisions',
    'publications',
    'events',
    'users',
    'api_tokens',
  ];
  const all = await column(tables.map((table) => `SELECT id FROM desk.${table}`).join(' UNION ALL '));
  return new Set(
    [...all, ...(await column('SELECT id FROM delivery.previews'))].filter((id) => !seen.has(id)),
  );
}

/** Of everything that finds something live first, then what finds something hidden, and what finds nothing. */
async function argumentValues(): Promise<Values> {
  const slugs = (kind: string) =>
    column(`SELECT slug FROM desk.${kind}_slugs WHERE slug LIKE '${CANARY}%' ORDER BY slug`);
  const [articles, tags, authors] = await Promise.all([slugs('article'), slugs('tag'), slugs('author')]);
  const ofKind = (prefix: string, limit = Infinity) =>
    [...hiddenIds].filter((id) => id.startsWith(prefix)).slice(0, limit);
  const others = ['rev_', 'pub_', 'evt_', 'usr_', 'tok_', 'prv_'].flatMap((prefix) => ofKind(prefix, 1));
  const hiddenOnes = ['art_', 'tag_', 'aut_'].flatMap((prefix) => ofKind(prefix));
  const [article = '', tag = '', author = ''] = [live.articles[0]?.id, live.tagIds[0], live.authorIds[0]];
  const filters = (known: string, names: string[]) => [
    [known],
    [known, `${CANARY}-scheduled-${names[0]?.split('-').at(-1)}`],
    ...names.filter((name) => /scheduled|unpublished|drafted|once/.test(name)).map((name) => [name]),
    [known, ...names],
  ];
  const hour = 3_600_000;
  const instants = [-hour, hour, 25 * hour].map((from) => new Date(Date.now() + from).toISOString());
  return {
    'article.slug': ['mended', ...articles, ...tags, NOWHERE],
    'tag.slug': ['rail', ...tags, ...authors, NOWHERE],
    'author.slug': ['aliya-serikova', ...authors, ...articles, NOWHERE],
    'article.id': [article, ...hiddenOnes, ...others, NOBODY],
    'tag.id': [tag, ...ofKind('tag_'), ...others],
    'author.id': [author, ...ofKind('aut_'), ...others],
    'node.id': [article, tag, author, ...hiddenOnes, ...others, NOBODY],
    ids: [[article, tag, author], [NOBODY, article, ...others, tag], ...inParts([...hiddenIds], 25)],
    first: [2, 1, 20, 0, -1],
    last: [2, 1, 20, 0, -1],
    query: [
      'rail',
      CANARY,
      `${CANARY} or port`,
      `"${CANARY} drafted"`,
      `-${CANARY}`,
      'sings',
      'the excerpt of drafted',
    ],
    tags: filters('rail', tags),
    anyTag: filters('ports', tags),
    authors: filters('aliya-serikova', authors),
    publishedFrom: instants,
    publishedTo: instants,
    ...(await cursors()),
  };
}

const inParts = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));

/** Of each list in each order: of something live, and of the draft that a preview shows there. */
async function cursors(): Promise<Values> {
  const lists = {
    articles: ['NEWEST', 'OLDEST', 'RECENTLY_UPDATED'].map((order) => `articles(orderBy: ${order})`),
    search: [`search(query: "rail or ${CANARY}")`],
    tags: ['tags', 'tags(orderBy: ARTICLE_COUNT)'],
    authors: ['authors'],
  };
  const of = async (list: string) => {
    const answer = await app.delivery(
      `{ list: ${list} { edges { cursor node { id } } } }`,
      {},
      hidden.previews.ofCanary,
    );
    const edges: { cursor: string; node: { id: string } }[] = answer.data.list.edges;
    const first = (isHidden: boolean) =>
      edges.find(({ node }) => hiddenIds.has(node.id) === isHidden)?.cursor;
    const found = [first(false), first(true)];
    if (found.includes(undefined)) throw new Error(`The preview does not show what it should in ${list}.`);
    return found;
  };
  const entries = await Promise.all(
    Object.entries(lists).map(
      async ([field, each]) => [field, (await Promise.all(each.map(of))).flat()] as const,
    ),
  );
  return Object.fromEntries(
    entries.flatMap(([field, found]) => [
      [`${field}.after`, found],
      [`${field}.before`, found],
    ]),
  );
}

const askAll = ({ url }: TestApp, requests: readonly GraphQLRequest[], token?: string) =>
  responseTexts(url, requests, token);
const bare = (query: string): GraphQLRequest => ({ query, variables: {} });

const showsHidden = ({ text }: ResponseText): boolean =>
  text.toLowerCase().includes(CANARY) || (text.match(ID) ?? []).some((id) => hiddenIds.has(id));

/** Some of the responses, with their requests. */
const examples = (responses: readonly ResponseText[]) => responses.slice(0, 3);

describe('everything that can be queried', () => {
  test.each(['whole', 'inParts', 'withArguments', 'withArgumentsBelow'] as const)(
    '%s: the answers are those of a newsroom that hides nothing',
    async (kind) => {
      const sent = requests[kind];
      const [responses, expected] = await Promise.all([askAll(app, sent), askAll(without, sent)]);
      expect(examples(responses.filter(showsHidden))).toEqual([]);
      expect(examples(responses.filter(({ text }, i) => text !== expected[i]?.text))).toEqual([]);
      expect(
        examples(responses.filter(({ codes }) => codes.some((code) => code !== 'BAD_USER_INPUT'))),
      ).toEqual([]);
      expect(responses.filter(({ codes }) => codes.length === 0).length).toBeGreaterThan(
        responses.length / 2,
      );
    },
  );

  test('nothing of the schema is left out', () => {
    const selected = selectedFields(schema, requests.whole);
    expect(fieldsOf(schema).length).toBeGreaterThan(60);
    expect(fieldsOf(schema).filter((field) => !selected.has(field))).toEqual([]);
  });

  test('the error of a malformed query names nothing that the query does not', async () => {
    const malformed = Object.entries(schema.getQueryType()?.getFields() ?? {}).flatMap(([name, { args }]) => [
      `{ ${name} { ${CANARY} } }`,
      ...args.flatMap((arg) =>
        [CANARY, `"${CANARY}"`, `{ ${CANARY}: 1 }`].map(
          (value) => `{ ${name}(${arg.name}: ${value}) { __typename } }`,
        ),
      ),
    ]);
    const [responses, expected] = await Promise.all([
      askAll(app, malformed.map(bare)),
      askAll(without, malformed.map(bare)),
    ]);
    expect(responses.map(({ text }) => text)).toEqual(expected.map(({ text }) => text));
    expect(responses.filter(({ text }) => (text.match(ID) ?? []).length > 0)).toEqual([]);
  });
});

describe('what is hidden', () => {
  test('is in no count', async () => {
    const { data } = await app.delivery(`{
      articles { totalCount } tags { totalCount nodes { slug articleCount articles { totalCount } } }
      authors { totalCount nodes { slug articleCount articles { totalCount } } }
      sung: search(query: "${CANARY}") { totalCount } else: search(query: "-${CANARY}") { totalCount }
    }`);
    const counted = (slug: string, count: number) => ({
      slug,
      articleCount: count,
      articles: { totalCount: count },
    });
    expect(data).toEqual({
      articles: { totalCount: 4 },
      tags: { totalCount: 2, nodes: [counted('ports', 3), counted('rail', 4)] },
      authors: { totalCount: 2, nodes: [counted('aliya-serikova', 4), counted('jonas-weber', 4)] },
      sung: { totalCount: 0 },
      else: { totalCount: 4 },
    });
  });

  test('is answered like what is not there at all', async () => {
    const { 'article.slug': slugs = [] } = await argumentValues();
    const asSlug = (slug: unknown) =>
      `{ a: article(slug: "${slug}") { id } t: tag(slug: "${slug}") { id } u: author(slug: "${slug}") { id }
         l: articles(where: { anyTag: ["${slug}"] }) { totalCount } m: articles(where: { authors: ["${slug}"] }) { totalCount } }`;
    const asId = (id: string) =>
      `{ a: article(id: "${id}") { id } t: tag(id: "${id}") { id } n: node(id: "${id}") { id } }`;
    const of = async (queries: readonly string[]) =>
      (await askAll(app, queries.map(bare))).map(({ text }) => text);

    const [noSlug, noId] = await of([asSlug(NOWHERE), asId(NOBODY)]);
    const hiddenSlugs = slugs.slice(1, -1);
    expect(hiddenSlugs.length).toBeGreaterThan(20);
    expect(new Set(await of(hiddenSlugs.map(asSlug)))).toEqual(new Set([noSlug]));
    expect(hiddenIds.size).toBeGreaterThan(100);
    expect(new Set(await of([...hiddenIds].map(asId)))).toEqual(new Set([noId]));
  });

  test('stays hidden from a client that presents a preview of something else', async () => {
    const responses = await askAll(app, requests.whole, hidden.previews.ofClean);
    expect(examples(responses.filter(({ text }) => text.toLowerCase().includes(CANARY)))).toEqual([]);
    expect(responses.filter(({ text }) => text.includes('A clean draft')).length).toBeGreaterThan(3);
  });
});

describe('the crawl would notice', () => {
  /** @returns the responses after a change, and those that differ from a server's that hides nothing */
  async function noticed(
    change: (app: TestApp) => Promise<unknown>,
  ): Promise<{ responses: ResponseText[]; different: ResponseText[] }> {
    const copy = await cloneDatabase(original);
    try {
      return await served(copy, async (changed) => {
        await change(changed);
        const [responses, expected] = await Promise.all([
          askAll(changed, requests.whole),
          askAll(without, requests.whole),
        ]);
        return { responses, different: responses.filter(({ text }, i) => text !== expected[i]?.text) };
      });
    } finally {
      await copy.drop();
    }
  }

  test('an article that is published, wherever articles are', async () => {
    const { responses, different } = await noticed((changed) =>
      newsroomOf(changed).publish(hidden.editor, hidden.toBePublished),
    );
    const telling = responses.filter(showsHidden).map(({ request }) => /\{ (\w+)/.exec(request.query)?.[1]);
    expect(new Set(telling)).toEqual(
      new Set(['article', 'articles', 'search', 'tag', 'tags', 'author', 'authors', 'node', 'nodes']),
    );
    expect(different.length).toBeGreaterThanOrEqual(telling.length);
  });

  test('a count that has one too many', async () => {
    const { responses, different } = await noticed(({ owner }) =>
      owner.query('UPDATE delivery.lists SET listings = listings + 1 WHERE id = ANY ($1)', [live.tagIds]),
    );
    expect(responses.filter(showsHidden)).toEqual([]);
    expect(different.filter(({ request }) => request.query.includes('articleCount')).length).toBeGreaterThan(
      10,
    );
  });
});
