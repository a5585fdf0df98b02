import { startApp, type TestApp } from './support/app.js';
import { newsroomOf, type Newsroom, type ArticleState, type Person } from './support/newsroom.js';

let app: TestApp;
let newsroom: Newsroom;
let writer: Person;
let editor: Person;
let byline: { authorIds: string[] };
beforeAll(async () => {
  // Times are shifted behind the server's back.
  app = await startApp({ cacheBytes: 0 });
  newsroom = newsroomOf(app);
});
beforeEach(async () => {
  [writer, editor] = await Promise.all([newsroom.person('WRITER'), newsroom.person('EDITOR')]);
  byline = { authorIds: [await newsroom.author(editor)] };
});
afterAll(() => app.close());

async function read(query: string, variables: object = {}) {
  const { data, errors } = await app.delivery(query, variables);
  expect(errors).toBeUndefined();
  return data;
}

/** As an import would have it: live since, and first published at, instants of the past. */
async function date(article: ArticleState, publishedAt: string, liveFrom = publishedAt): Promise<void> {
  for (const table of ['articles', 'listings']) {
    await app.owner.query(
      `UPDATE delivery.${table} SET published_at = $2, live_from = $3 WHERE article_id = $1`,
      [article.id, publishedAt, liveFrom],
    );
  }
}

const idsOf = (connection: { nodes: { id: string }[] }) => connection.nodes.map(({ id }) => id);

const slugOf = async (authorId: string): Promise<string> =>
  (await read('query ($id: ID) { author(id: $id) { slug } }', { id: authorId })).author.slug;

describe('pages', () => {
  const CONNECTION =
    'edges { cursor node { id } } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount';
  const ARGS = 'first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy';
  const PLACES = {
    articles: ['$tag: String!', `articles(${ARGS}, where: { tags: [$tag] }) { ${CONNECTION} }`],
    tag: ['$tag: String!', `tag(slug: $tag) { articles(${ARGS}) { ${CONNECTION} } }`],
    author: ['$author: ID!', `author(id: $author) { articles(${ARGS}) { ${CONNECTION} } }`],
  } as const;

  // Of one tag and one author.
  let tag: string;
  let author: string;
  let orders: Record<string, readonly (string | undefined)[]>;
  beforeAll(async () => {
    const [by, of] = [await newsroom.person('WRITER'), await newsroom.person('EDITOR')];
    const { id, slug } = await newsroom.tag(by);
    [tag, author] = [slug, await newsroom.author(of)];
    const made: { id: string; published: string; updated: string }[] = [];
    // Three share an instant, so that ids decide; and what was updated last was published first.
    for (const [day, minute] of [
      [1, 9],
      [2, 5],
      [2, 5],
      [2, 7],
      [3, 4],
      [4, 1],
    ]) {
      const article = await newsroom.published(by, of, { authorIds: [author], tagIds: [id] });
      const instants = [`2026-03-0${day}T10:00:00.000Z`, `2026-04-01T10:0${minute}:00.000Z`] as const;
      await date(article, ...instants);
      made.push({ id: article.id, published: instants[0], updated: instants[1] });
    }
    const latest = (instant: 'published' | 'updated') =>
      made
        .map((article) => `${article[instant]} ${article.id}`)
        .sort()
        .reverse()
        .map((key) => key.split(' ')[1]);
    orders = {
      NEWEST: latest('published'),
      OLDEST: latest('published').reverse(),
      RECENTLY_UPDATED: latest('updated'),
    };
  });

  test.each(['articles', 'tag', 'author'] as const)(
    'of %s hold every article once, in order, in pages of any size, from either end',
    async (place) => {
      const [variable, field] = PLACES[place];
      const query = `query (${variable}, $first: Int, $after: String, $last: Int, $before: String,
        $orderBy: ArticleOrder!) { ${field} }`;
      const page = async (args: object) => {
        const variables = { tag, author, ...args };
        const data = (await read(query, variables))[place];
        return data.articles ?? data;
      };
      for (const [orderBy, expected] of Object.entries(orders)) {
        for (const size of [1, 2, 4, 6, 7]) {
          for (const [count, cursor] of [
            ['first', 'after'],
            ['last', 'before'],
          ] as const) {
            const forward = count === 'first';
            const seen: string[] = [];
            let from: string | undefined;
            for (let more = true; more;) {
              const { edges, nodes, pageInfo, totalCount } = await page({
                orderBy,
                [count]: size,
                [cursor]: from,
              });
              expect(edges.map((edge: { node: object }) => edge.node)).toEqual(nodes);
              expect(nodes.length).toBeLessThanOrEqual(size);
              expect(totalCount).toBe(6);
              expect(pageInfo.startCursor).toBe(edges[0].cursor);
              expect(pageInfo.endCursor).toBe(edges.at(-1).cursor);
              expect(forward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage).toBe(from !== undefined);
              seen[forward ? 'push' : 'unshift'](...idsOf({ nodes }));
              more = forward ? pageInfo.hasNextPage : pageInfo.hasPreviousPage;
              from = forward ? pageInfo.endCursor : pageInfo.startCursor;
            }
            expect([orderBy, size, count, seen]).toEqual([orderBy, size, count, expected]);
          }
        }
        const between = await page({ orderBy, first: 100 });
        const [after, before] = [between.edges[1].cursor, between.edges[4].cursor];
        expect(idsOf(await page({ orderBy, first: 100, after, before }))).toEqual(expected.slice(2, 4));
      }
    },
  );

  test('stay where they are while articles are published around them, and hold twenty where no size is given', async () => {
    const tag = await newsroom.tag(writer);
    const publish = () => newsroom.published(writer, editor, { ...byline, tagIds: [tag.id] });
    const made = [await publish(), await publish(), await publish()];
    const query = `query ($tag: String, $first: Int, $after: String) {
      tag(slug: $tag) { articles(first: $first, after: $after) { nodes { id } pageInfo { endCursor } } }
    }`;
    const first = (await read(query, { tag: tag.slug, first: 1 })).tag.articles;
    expect(idsOf(first)).toEqual([made[2]?.id]);
    await publish();
    const rest = (await read(query, { tag: tag.slug, after: first.pageInfo.endCursor })).tag.articles;
    expect(idsOf(rest)).toEqual([made[1]?.id, made[0]?.id]);

    const sites = await read(
      '{ all: articles(first: 100) { totalCount nodes { id } } articles { nodes { id } } }',
    );
    expect(sites.all.totalCount).toBe(sites.all.nodes.length);
    expect(sites.articles.nodes).toEqual(sites.all.nodes.slice(0, 20));
  });
});

describe('filters', () => {
  test('keep the articles that match all of them', async () => {
    const [a, b, c] = [await newsroom.tag(writer), await newsroom.tag(writer), await newsroom.tag(writer)];
    const [x, y] = [await newsroom.author(editor), await newsroom.author(editor)];
    const day = (n: number) => `2026-05-0${n}T12:00:00.000Z`;
    const names = new Map<string, string>();
    for (const [name, tags, authors, n] of [
      ['one', [a], [x], 1],
      ['two', [a, b], [x, y], 2],
      ['three', [b, c], [y], 3],
      ['four', [a, b, c], [x], 4],
    ] as const) {
      const fields = { authorIds: [...authors], tagIds: tags.map(({ id }) => id) };
      const article = await newsroom.published(writer, editor, fields);
      await date(article, day(n));
      names.set(article.id, name);
    }
    const [xSlug, ySlug] = [await slugOf(x), await slugOf(y)];
    const query = `query ($where: ArticleWhere) {
      articles(where: $where, orderBy: OLDEST, first: 100) { totalCount nodes { id } }
      newest: articles(where: $where, first: 1) { nodes { id } }
    }`;
    const cases: [object, string[]][] = [
      [{ tags: [a.slug] }, ['one', 'two', 'four']],
      [{ tags: [a.slug, b.slug] }, ['two', 'four']],
      [{ tags: [b.slug, b.slug, a.slug, c.slug] }, ['four']],
      [{ tags: [a.slug, 'no-such-tag'] }, []],
      [{ anyTag: [b.slug, c.slug] }, ['two', 'three', 'four']],
      [{ anyTag: ['no-such-tag', c.slug] }, ['three', 'four']],
      [{ anyTag: ['no-such-tag'] }, []],
      [{ anyTag: [] }, []],
      [{ tags: [], authors: [], anyTag: [a.slug] }, ['one', 'two', 'four']],
      [{ tags: null, anyTag: null, authors: [ySlug] }, ['two', 'three']],
      [{ authors: [xSlug, ySlug] }, ['two']],
      [{ authors: [a.slug] }, []],
      [{ tags: [xSlug] }, []],
      [{ tags: [a.slug], anyTag: [b.slug, c.slug], authors: [xSlug] }, ['two', 'four']],
      [{ anyTag: [a.slug, b.slug], publishedFrom: day(2), publishedTo: day(4) }, ['two', 'three']],
      [{ tags: [b.slug], publishedFrom: day(3) }, ['three', 'four']],
      [{ authors: [xSlug], publishedTo: '2026-05-02T14:00:00.000+02:00' }, ['one']],
      [{ tags: [a.slug], publishedFrom: day(4), publishedTo: day(4) }, []],
    ];
    for (const [where, expected] of cases) {
      const { articles, newest } = await read(query, { where });
      const found = idsOf(articles).map((id) => names.get(id));
      expect([where, found, articles.totalCount]).toEqual([where, expected, expected.length]);
      expect(idsOf(newest).map((id) => names.get(id))).toEqual(expected.slice(-1));
    }
    const everywhere = await read(query, { where: { tags: [], authors: [] } });
    expect(idsOf(everywhere.articles)).toEqual(expect.arrayContaining([...names.keys()]));
    const dated = await read(query, { where: { publishedFrom: day(2), publishedTo: day(4) } });
    expect(idsOf(dated.articles).map((id) => names.get(id))).toEqual(['two', 'three']);
    expect(dated.articles.totalCount).toBe(2);
  });
});

describe('lists of tags and authors', () => {
  test('hold those with live articles, by name or by number of articles, page by page', async () => {
    const article = (tags: { id: string }[]) =>
      newsroom.published(writer, editor, { ...byline, tagIds: tags.map(({ id }) => id) });
    const [rare, often, some, unused] = [
      await newsroom.tag(writer, 'Aa tag'),
      await newsroom.tag(writer, 'Bb tag'),
      await newsroom.tag(writer, 'Cc tag'),
      await newsroom.tag(writer, 'Dd tag'),
    ];
    await article([rare, often]);
    await article([often, some]);
    await article([often, some]);
    await newsroom.draft(writer, { ...byline, tagIds: [unused.id] });
    const query = `query ($last: Int, $first: Int, $after: String, $before: String, $orderBy: TagOrder!) {
      tags(first: $first, last: $last, after: $after, before: $before, orderBy: $orderBy) {
        totalCount nodes { id name articleCount } pageInfo { startCursor endCursor hasNextPage hasPreviousPage }
      }
    }`;
    const ours = [rare.id, often.id, some.id, unused.id];
    for (const [orderBy, expected] of [
      ['NAME', [rare, often, some]],
      ['ARTICLE_COUNT', [often, some, rare]],
    ] as const) {
      const all = (await read(query, { orderBy, first: 100 })).tags;
      const found = idsOf(all).filter((id) => ours.includes(id));
      expect([orderBy, found]).toEqual([orderBy, expected.map(({ id }) => id)]);
      expect(all.totalCount).toBe(all.nodes.length);
      const [forward, backward]: string[][] = [[], []];
      let page = (await read(query, { orderBy, first: 1 })).tags;
      for (; ; page = (await read(query, { orderBy, first: 1, after: page.pageInfo.endCursor })).tags) {
        forward?.push(...idsOf(page));
        if (!page.pageInfo.hasNextPage) break;
      }
      page = (await read(query, { orderBy, last: 2 })).tags;
      for (; ; page = (await read(query, { orderBy, last: 2, before: page.pageInfo.startCursor })).tags) {
        backward?.unshift(...idsOf(page));
        if (!page.pageInfo.hasPreviousPage) break;
      }
      expect(forward).toEqual(idsOf(all));
      expect(backward).toEqual(idsOf(all));
    }
    const authors = (await read('{ authors(first: 100) { totalCount nodes { id name articleCount } } }'))
      .authors;
    expect(authors.totalCount).toBe(authors.nodes.length);
    expect(authors.nodes).toContainEqual({
      id: byline.authorIds[0],
      name: expect.any(String),
      articleCount: 3,
    });
    const names: string[] = authors.nodes.map(({ name }: { name: string }) => name);
    expect(names).toEqual([...names].sort(new Intl.Collator('und', { numeric: true }).compare));
  });
});
