// What delivery asks of PostgreSQL. That it asks no more for many than for few is in query-count.
import pg from 'pg';
import { ClockService } from '../src/desk/review-states/clock.service.js';
import { startAppHere } from './support/app-here.js';
import type { TestApp } from './support/app.js';
import { newsroom } from './support/newsroom.js';

let app: TestApp;
let tag: string;
let ids: string[];
beforeAll(async () => {
  const here = await startAppHere({ cacheBytes: 0 });
  app = here;
  await here.nest.get(ClockService).onModuleDestroy();
  const room = newsroom(app);
  const [writer, editor] = [await room.person('WRITER'), await room.person('EDITOR')];
  const { id, slug } = await room.tag(writer);
  const authorIds = [await room.author(editor), await room.author(editor)];
  const live = [1, 2].map(() => room.published(writer, editor, { authorIds, tagIds: [id] }));
  tag = slug;
  ids = [...authorIds, id, ...(await Promise.all(live)).map((article) => article.id)];
}, 60_000);
afterAll(() => app.close());

async function statementsOf(query: string, variables: object): Promise<string[]> {
  const sent = jest.spyOn(pg.Client.prototype, 'query');
  try {
    expect((await app.delivery(query, variables)).errors).toBeUndefined();
    return sent.mock.calls.map(([statement]: unknown[]) => JSON.stringify(statement));
  } finally {
    sent.mockRestore();
  }
}

test.each([
  [1, 'a page of articles', '{ articles { nodes { title body { html } authors { name } tags { name } } } }'],
  [1, 'an article', 'query ($tag: String) { article(slug: $tag) { title body { html } authors { name } } }'],
  [1, 'an archive', 'query ($tag: String) { tag(slug: $tag) { name articleCount articles { totalCount } } }'],
  [1, 'a page and its count', '{ articles { totalCount nodes { title } } }'],
  [
    1,
    'nodes of three types',
    'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Article { title } ... on Author { articleCount } } }',
  ],
])('%i for %s', async (count, _, query) => {
  const variables = query.includes('$tag') ? { tag } : query.includes('$ids') ? { ids } : {};
  expect(await statementsOf(query, variables)).toHaveLength(count);
});

test.each([
  ['nodes { id publishedAt updatedAt }', []],
  ['totalCount pageInfo { endCursor }', []],
  ['edges { cursor node { title } } nodes { seo { d: description } }', ['title', 'seo_description']],
  ['nodes { title: excerpt body { readingMinutes text } }', ['excerpt', 'text', 'reading_minutes']],
  [
    'nodes { ... on Node { ... on Article { slug } } ... on Article { body { wordCount } } }',
    ['slug', 'word_count'],
  ],
  [
    'nodes { ... @include(if: false) { body { html } } body { markdown html @skip(if: true) } }',
    ['markdown'],
  ],
  [
    'nodes { ... @include(if: true) { body { html } } tags { articles { nodes { body { text } } } } }',
    ['tags', 'text', 'html'],
  ],
])('%s reads %j', async (selection, expected) => {
  const query = `query ($tag: String) { tag(slug: $tag) { articles { ${selection} } } }`;
  const [page = ''] = await statementsOf(query, { tag });
  const columns = [...page.matchAll(/\ba\.(\w+)/g)].map(([, column]) => column ?? '');
  // Beside these, what every page needs for its order, its cursors and its dependencies.
  const always = /^(article_id|published_at|live_from|position|tag_ids|author_ids)$/;
  expect(columns.filter((name) => !always.test(name)).sort()).toEqual([...expected].sort());
});
