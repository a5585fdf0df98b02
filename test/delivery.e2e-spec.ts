import supertest from 'supertest';
import { previewToken } from '../src/graphql/preview-token.js';
import { signToken } from '../src/graphql/signed-token.js';
import { startApp, TEST_SECRET, type TestApp } from './support/app.js';
import { codeOf, newsroomOf, type Newsroom, type Person } from './support/newsroom.js';
import { tagsAndAuthors, word } from './support/tags-and-authors.js';

let app: TestApp;
let newsroom: Newsroom;
let make: ReturnType<typeof tagsAndAuthors>['make'];
let writer: Person;
let editor: Person;
let byline: { authorIds: string[] };
beforeAll(async () => {
  app = await startApp();
  newsroom = newsroomOf(app);
  make = tagsAndAuthors(app).make;
});
beforeEach(async () => {
  [writer, editor] = await Promise.all([newsroom.person('WRITER'), newsroom.person('EDITOR')]);
  byline = { authorIds: [await newsroom.author(editor)] };
});
afterAll(() => app.close());

/** What readers get where nothing may go wrong. */
async function read(query: string, variables: object = {}) {
  const { data, errors } = await app.delivery(query, variables);
  expect(errors).toBeUndefined();
  return data;
}

const errorPathsOf = async (query: string, variables: object = {}): Promise<string[]> => {
  const answer = await app.delivery(query, variables);
  expect(codeOf(answer)).toBe('BAD_USER_INPUT');
  return answer.errors?.[0]?.extensions.fields.map(({ path }: { path: string[] }) => path.join('.'));
};

const tomorrow = () => new Date(Date.now() + 86_400_000);

describe('an article', () => {
  test('shows all that was published, and what its page needs', async () => {
    const [first, second] = [
      await newsroom.author(editor, 'Zarina Akhmetova'),
      byline.authorIds[0] as string,
    ];
    const tags = [await newsroom.tag(writer), await newsroom.tag(writer)];
    const article = await newsroom.published(writer, editor, {
      authorIds: [first, second],
      tagIds: tags.map(({ id }) => id).reverse(),
      title: 'Night & day at Khorgos',
      slug: word(),
      excerpt: 'Who works when.',
      body: '# Night\n\nThe *crane* stands <still>.',
      seo: { title: 'Khorgos', description: 'A night', canonicalUrl: 'https://example.org/khorgos' },
    });
    const data = await read(
      `query ($slug: String) { article(slug: $slug) {
        id slug title excerpt publishedAt updatedAt
        body { markdown html text wordCount readingMinutes }
        authors { id name bio } tags { id }
        seo { title description canonicalUrl }
      } }`,
      { slug: article.working.slug },
    );
    expect(data.article).toEqual({
      id: article.id,
      slug: article.working.slug,
      title: 'Night & day at Khorgos',
      excerpt: 'Who works when.',
      publishedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      updatedAt: data.article.publishedAt,
      body: {
        markdown: '# Night\n\nThe *crane* stands <still>.',
        html: expect.stringContaining('<em>crane</em>'),
        text: expect.stringContaining('The crane stands'),
        wordCount: expect.any(Number),
        readingMinutes: 1,
      },
      authors: [
        { id: first, name: 'Zarina Akhmetova', bio: null },
        { id: second, name: expect.any(String), bio: null },
      ],
      tags: [{ id: tags[1]?.id }, { id: tags[0]?.id }],
      seo: { title: 'Khorgos', description: 'A night', canonicalUrl: 'https://example.org/khorgos' },
    });
    expect(data.article.body.wordCount).toBeGreaterThan(3);
  });

  test('falls back on its body and its title where excerpt and seo were not written', async () => {
    const article = await newsroom.published(writer, editor, { ...byline, title: 'T', body: 'The opening.' });
    const query = 'query ($id: ID) { article(id: $id) { excerpt seo { title description canonicalUrl } } }';
    expect((await read(query, { id: article.id })).article).toEqual({
      excerpt: 'The opening.',
      seo: { title: 'T', description: 'The opening.', canonicalUrl: null },
    });
  });

  test('keeps its date and its former slug when it is republished under another', async () => {
    const query = 'query ($slug: String) { article(slug: $slug) { id slug title publishedAt updatedAt } }';
    const article = await newsroom.published(writer, editor, byline);
    const { slug } = article.working;
    const before = (await read(query, { slug })).article;
    const renamed = word();
    await newsroom.republished(writer, editor, article, { slug: renamed, title: 'Renamed' });
    const after = (await read(query, { slug })).article;
    expect(after).toEqual((await read(query, { slug: renamed })).article);
    expect(after).toMatchObject({
      id: article.id,
      slug: renamed,
      title: 'Renamed',
      publishedAt: before.publishedAt,
    });
    expect(after.updatedAt > before.updatedAt).toBe(true);
  });

  test('is shown alike under aliases, in fragments and with directives', async () => {
    const article = await newsroom.published(writer, editor, { ...byline, title: 'Same', body: 'Body.' });
    const query = `query ($id: ID!, $no: Boolean!) {
      a: article(id: $id) { headline: title ...Whole title @skip(if: true) ... @include(if: $no) { excerpt } }
      b: node(id: $id) { ...Whole ... on Node { same: id } ... on Tag { name } }
    }
    fragment Whole on Article { body { md: markdown } ... on Article { seo { t: title } } }`;
    const whole = { body: { md: 'Body.' }, seo: { t: 'Same' } };
    expect(await read(query, { id: article.id, no: false })).toEqual({
      a: { headline: 'Same', ...whole },
      b: { same: article.id, ...whole },
    });
  });

  test('has its lists under each of a hundred aliases', async () => {
    const tag = await newsroom.tag(writer);
    const article = await newsroom.published(writer, editor, { ...byline, tagIds: [tag.id] });
    const names = Array.from({ length: 100 }, (_, i) => `t${i}`);
    const query = `query ($id: ID) { article(id: $id) { ${names.map((name) => `${name}: tags { articleCount }`).join(' ')} } }`;
    const { article: found } = await read(query, { id: article.id });
    expect(found).toEqual(Object.fromEntries(names.map((name) => [name, [{ articleCount: 1 }]])));
  });

  test('is not there before it is live, after it was taken down, or for a slug of a draft', async () => {
    const tag = await newsroom.tag(writer);
    const fields = { ...byline, tagIds: [tag.id] };
    const down = await newsroom.published(writer, editor, fields);
    await newsroom.mutate(editor, 'unpublishArticle', 'TransitionInput', newsroom.on(down));
    const live = await newsroom.published(writer, editor, byline);
    const renamed = await newsroom.save(writer, live, { slug: word(), tagIds: [tag.id] });
    const scheduled = await newsroom.schedule(
      editor,
      await newsroom.approved(writer, editor, fields),
      tomorrow(),
    );
    const draft = await newsroom.draft(writer, fields);
    const query = `query ($slug: String, $id: ID!, $nodes: [ID!]!, $tag: String!, $tagId: ID!) {
      article(slug: $slug) { id } byId: article(id: $id) { id } node(id: $id) { id } nodes(ids: $nodes) { id }
      tag(slug: $tag) { id } tagById: tag(id: $tagId) { id }
      articles(where: { tags: [$tag] }) { totalCount nodes { id } }
    }`;
    for (const { id, working } of [down, scheduled, draft]) {
      const variables = { slug: working.slug, id, nodes: [id], tag: tag.slug, tagId: tag.id };
      expect(await read(query, variables)).toEqual({
        article: null,
        byId: null,
        node: null,
        nodes: [null],
        tag: null,
        tagById: null,
        articles: { totalCount: 0, nodes: [] },
      });
    }
    const bySlug = 'query ($slug: String) { article(slug: $slug) { id } }';
    expect(await read(bySlug, { slug: renamed.working.slug })).toEqual({ article: null });
    expect(await read(bySlug, { slug: live.working.slug })).toEqual({ article: { id: live.id } });
  });
});

describe('a tag and an author', () => {
  test('are found by slug, former slug and id, as soon as an article of theirs is live', async () => {
    const tag = await newsroom.tag(writer);
    const author = await make(editor, 'createAuthor', { name: `Author ${word()}`, bio: 'Writes.' });
    const query = `query ($tag: String, $tagId: ID, $author: String, $authorId: ID) {
      tag(slug: $tag) { id slug } byId: tag(id: $tagId) { name description articleCount }
      author(slug: $author) { id slug } authorById: author(id: $authorId) { name bio articleCount }
    }`;
    const variables = { tag: tag.slug, tagId: tag.id, author: author.slug, authorId: author.id };
    const nothing = { tag: null, byId: null, author: null, authorById: null };
    expect(await read(query, variables)).toEqual(nothing);
    await newsroom.published(writer, editor, { authorIds: [author.id], tagIds: [tag.id] });
    const renamed = { tag: word(), author: word() };
    await make(editor, 'updateTag', { id: tag.id, slug: renamed.tag, description: 'Of trade.' });
    await make(editor, 'updateAuthor', { id: author.id, slug: renamed.author });
    const found = {
      tag: { id: tag.id, slug: renamed.tag },
      byId: { name: expect.any(String), description: 'Of trade.', articleCount: 1 },
      author: { id: author.id, slug: renamed.author },
      authorById: { name: author.name, bio: 'Writes.', articleCount: 1 },
    };
    expect(await read(query, variables)).toEqual(found);
    expect(await read(query, { ...variables, ...renamed })).toEqual(found);
  });
});

describe('nodes', () => {
  test('come in the order of their ids, each with its type, null where nothing live has the id', async () => {
    const tag = await newsroom.tag(writer);
    const article = await newsroom.published(writer, editor, { ...byline, tagIds: [tag.id] });
    const draft = await newsroom.draft(writer, byline);
    const ids = [tag.id, 'nothing', article.id, draft.id, byline.authorIds[0], writer.id, article.id, ''];
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) {
      __typename id ... on Article { body { text } } ... on Tag { articleCount } ... on Author { articles { totalCount } }
    } }`;
    const shown = { __typename: 'Article', id: article.id, body: { text: 'A body of some words.' } };
    expect((await read(query, { ids })).nodes).toEqual([
      { __typename: 'Tag', id: tag.id, articleCount: 1 },
      null,
      shown,
      null,
      { __typename: 'Author', id: byline.authorIds[0], articles: { totalCount: 1 } },
      null,
      shown,
      null,
    ]);
  });

  test('are a hundred at most', async () => {
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    expect((await read(query, { ids: Array(100).fill('art_x') })).nodes).toEqual(Array(100).fill(null));
    expect(await errorPathsOf(query, { ids: Array(101).fill('art_x') })).toEqual(['ids']);
  });
});

describe('delivery refuses', () => {
  test.each(['article', 'tag', 'author'])('%s by neither or both of slug and id', async (name) => {
    for (const args of ['', '(slug: "a", id: "b")', '(slug: null)']) {
      expect(await errorPathsOf(`{ ${name}${args} { id } }`)).toEqual(['slug', 'id']);
    }
  });

  test.each(['2026-02-30T00:00:00Z', '2026-11-23T09:00:00', '2026-11-23', '0000-01-01T00:00:00Z', 'now', 5])(
    'an instant given as %j',
    async (at) => {
      const query =
        'query ($at: DateTime) { articles(where: { publishedFrom: $at, publishedTo: $at }) { totalCount } }';
      expect(await errorPathsOf(query, { at })).toHaveLength(1);
    },
  );

  test.each([
    ['first: 0', ['first']],
    ['first: 101, after: "x"', ['first', 'after']],
    ['first: 1, last: 1', ['last']],
    ['last: -1, before: "eyJ4IjoxfQ"', ['last', 'before']],
  ])('a page of %s, with every error', async (args, paths) => {
    for (const list of ['articles', 'tags', 'authors']) {
      expect(await errorPathsOf(`{ ${list}(${args}) { totalCount } }`)).toEqual(paths);
    }
  });

  test('a cursor of another order, and one that we did not make', async () => {
    await newsroom.published(writer, editor, byline);
    const { articles } = await read('{ articles(first: 1) { pageInfo { endCursor } } }');
    const query = 'query ($after: String) { articles(after: $after, orderBy: OLDEST) { totalCount } }';
    expect(await errorPathsOf(query, { after: articles.pageInfo.endCursor })).toEqual(['after']);
    for (const key of ['2026-02-30T00:00:00.000Z', '0000-01-01T00:00:00.000Z', '2026-01-01', 'now']) {
      const after = Buffer.from(JSON.stringify(['oldest', key, 'art_x'])).toString('base64url');
      expect(await errorPathsOf(query, { after })).toEqual(['after']);
    }
  });
});

test('shared caches may keep the response to a reader, and not the one to a preview', async () => {
  const reader = await app.delivery('{ articles { totalCount } }');
  expect(reader.headers['cache-control']).toMatch(/^public,/);
  expect(reader.headers.vary).toMatch(/\bAuthorization\b/i);
  const { id: articleId } = await newsroom.draft(writer, byline);
  const create = 'mutation ($input: CreatePreviewInput!) { createPreview(input: $input) { token } }';
  const { token } = (await newsroom.run(writer, create, { input: { articleId } })).createPreview;
  const previewed = await app.delivery('{ articles { totalCount } }', {}, token);
  expect(previewed.errors).toBeUndefined();
  expect(previewed.headers['cache-control']).toBe('private, no-store');
  expect(previewed.headers.vary).toMatch(/\bAuthorization\b/i);
});

test('an invalid preview token, or that of a preview that is not there, is refused for the whole request', async () => {
  const expired = previewToken(TEST_SECRET, 'prv_x', -60).token;
  const forged = previewToken('another secret, as long as ours would be', 'prv_x', 60).token;
  const access = signToken(TEST_SECRET, 'copydesk:desk', { sub: 'prv_x' }, 60).token;
  const valid = previewToken(TEST_SECRET, 'prv_x', 60).token;
  for (const authorization of [
    ...[expired, forged, access, writer.token, 'x', valid, `${valid}x`].map((token) => `Bearer ${token}`),
    'Bearer',
    `Basic ${valid}`,
    valid,
  ]) {
    const answer = await supertest(app.url)
      .post('/graphql')
      .set('Authorization', authorization)
      .send({ query: '{ articles { totalCount } }' });
    expect([authorization, answer.status]).toEqual([authorization, 401]);
    expect(answer.body.data).toBeUndefined();
    expect(answer.body.errors).toHaveLength(1);
    expect(answer.body.errors[0].extensions.code).toBe('UNAUTHENTICATED');
    expect(answer.headers['cache-control']).not.toContain('public');
  }
});
