// The headers for caches in front: how long they may keep a response does not depend on what is scheduled.
import { askDelivery } from './support/http.js';
import { startNewsroom } from './support/newsroom.js';

const { app, newsroom, writer, editor, authorIds } = await startNewsroom();
afterAll(() => app.close());

const LIVE = 'public, max-age=0, s-maxage=60, stale-while-revalidate=5';
const OTHER = 'public, max-age=0, s-maxage=5, stale-while-revalidate=5';

const approved = (fields = {}) => newsroom.approved(writer, editor, { authorIds, ...fields });
const inSeconds = (seconds: number) => new Date(Date.now() + 1000 * seconds);

/** All headers but those that name the content and the moment. */
async function headersOf(query: string, variables = {}): Promise<[string, string][]> {
  const { headers } = await askDelivery(app.url, query, variables);
  return [...headers].filter(([name]) => !['etag', 'date', 'x-content-seq'].includes(name));
}
const cacheControlOf = async (query: string, variables = {}) =>
  Object.fromEntries(await headersOf(query, variables))['cache-control'];

describe('the headers of a response give no schedule away:', () => {
  const BY_SLUG = 'query ($slug: String) { article(slug: $slug) { title } }';
  /** But for the slug itself, which is one of the cache tags. */
  const headersAt = async (slug: string, id = slug) => {
    const headers = JSON.stringify(await headersOf(BY_SLUG, { slug }));
    return headers.replaceAll(slug, 'SLUG').replaceAll(id, 'ID');
  };

  test('a scheduled slug has the headers of one that nobody has', async () => {
    await newsroom.schedule(editor, await approved({ slug: 'embargoed' }), inSeconds(20));
    await newsroom.schedule(editor, await approved({ slug: 'far-future' }), inSeconds(86_400));
    const nobodys = await headersAt('nobodys');
    expect(await headersAt('embargoed')).toBe(nobodys);
    expect(await headersAt('far-future')).toBe(nobodys);
    expect(nobodys).toContain(OTHER);
  });

  test('an article that ends soon has the headers of one that stays', async () => {
    const ending = await newsroom.publish(editor, await approved({ slug: 'ending' }), {
      until: inSeconds(20),
    });
    const staying = await newsroom.publish(editor, await approved({ slug: 'staying' }));
    const headers = await headersAt('staying', staying.id);
    expect(await headersAt('ending', ending.id)).toBe(headers);
    expect(headers).toContain(LIVE);
  });

  test.each([
    '{ articles { totalCount } }',
    '{ search(query: "embargo") { totalCount } }',
    '{ tags { totalCount } }',
  ])('%s has the same headers before and after something is scheduled', async (query) => {
    const before = await headersOf(query);
    await newsroom.schedule(editor, await approved(), inSeconds(30));
    expect(await headersOf(query)).toEqual(before);
    expect(Object.fromEntries(before)['cache-control']).toBe(OTHER);
  });
});

test('every response names the same request headers that it depends on', async () => {
  const VARY = 'Accept, Accept-Encoding, Authorization, X-Content-Min-Seq';
  const query = '{ articles { totalCount } }';
  const varyOf = async (text: string, headers = {}) => {
    const answer = await askDelivery(app.url, text, {}, headers);
    return [answer.status, answer.headers.get('vary')];
  };
  expect(await varyOf(query)).toEqual([200, VARY]);
  expect(await varyOf(query)).toEqual([200, VARY]);
  expect(await varyOf(query, { 'x-content-min-seq': '0' })).toEqual([200, VARY]);
  expect(await varyOf(query, { 'x-content-min-seq': '999999' })).toEqual([503, VARY]);
  expect(await varyOf(query, { authorization: 'Bearer x' })).toEqual([401, VARY]);
  expect(await varyOf('{ nothing }')).toEqual([400, VARY]);
  expect(await varyOf('{ article { id } }')).toEqual([200, VARY]);
});

describe('Cache-Control of', () => {
  const TYPES = { slug: 'String', id: 'ID!', tag: 'String', tagId: 'ID!' };
  let variables: Record<keyof typeof TYPES, string>;
  beforeAll(async () => {
    const tag = await newsroom.tag(writer);
    const article = await newsroom.published(writer, editor, { authorIds, tagIds: [tag.id] });
    variables = { slug: article.working.slug, id: article.id, tag: tag.slug, tagId: tag.id };
  });

  test.each([
    ['article(slug: $slug) { title tags { name } authors { name } }', LIVE],
    ['article(id: $id) { title }', LIVE],
    ['tag(slug: $tag) { name }', LIVE],
    ['node(id: $tagId) { id }', LIVE],
    ['nodes(ids: [$id, $tagId]) { id }', LIVE],
    ['__typename', LIVE],
    ['article(slug: "nobody-has-it") { title }', OTHER],
    ['article(id: "art_nobody") { title }', OTHER],
    ['tag(slug: "nobody-has-it") { name }', OTHER],
    ['node(id: "nobody") { id }', OTHER],
    ['nodes(ids: [$id, "art_nobody"]) { id }', OTHER],
    ['nodes(ids: []) { id }', LIVE],
    ['tag(slug: $tag) { articleCount }', OTHER],
    ['tag(slug: $tag) { articles { nodes { title } } }', OTHER],
    ['article(slug: $slug) { authors { articles { totalCount } } }', OTHER],
    ['articles { nodes { title } }', OTHER],
    ['articles(where: { tags: ["nobody-has-it"] }) { nodes { title } }', OTHER],
    ['authors { nodes { name } }', OTHER],
    ['search(query: "words") { totalCount }', OTHER],
    ['article(slug: $slug) { title } tags { totalCount }', OTHER],
    ['article(slug: $slug) { title } other: article(slug: "nobody-has-it") { title }', OTHER],
  ])('{ %s } is %s, executed or cached', async (fields, expected) => {
    const used = Object.entries(TYPES).filter(([name]) => new RegExp(`\\$${name}\\b`).test(fields));
    const declared = used.map(([name, type]) => `$${name}: ${type}`).join();
    const query = `query ${declared && `(${declared})`} { ${fields} }`;
    expect(await cacheControlOf(query, variables)).toBe(expected);
    expect(await cacheControlOf(query, variables)).toBe(expected);
  });
});
