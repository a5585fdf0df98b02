// Statements sent to PostgreSQL: twenty articles cost as many as two, whatever the selection, on either API,
// and delivery reads the selected columns and no more.
import { startApp, type GraphQLAnswer, type TestApp } from './support/app.js';
import type { TestDatabase } from './support/database.js';
import { newsroomOf, type Person } from './support/newsroom.js';
import { countedDatabase, statementsDuring } from './support/statements.js';

const FEW = 2;
const MANY = 20;

const UNSAVED = `mutation ($unsaved: AutosaveInput!, $open: SetEditingInput!) {
  autosave(input: $unsaved) { autosave { savedAt } } setEditing(input: $open) { article { id } } }`;
const OPEN = 'mutation ($open: SetEditingInput!) { setEditing(input: $open) { article { id } } }';

let database: TestDatabase;
let app: TestApp;
let editor: Person;
let tag: { id: string; slug: string };
let author: string;
let articleIds: string[];
beforeAll(async () => {
  database = await countedDatabase();
  app = await startApp({ databaseUrl: database.url, cacheBytes: 0, backgroundJobs: false });
  const newsroom = newsroomOf(app);
  editor = await newsroom.person('EDITOR');
  [tag, author] = [await newsroom.tag(editor), await newsroom.author(editor)];
  // Nothing is shared by all but one tag and one byline: what one article needs, no other has loaded.
  articleIds = await Promise.all(
    Array.from({ length: MANY }, async (_, i) => {
      const writer = await newsroom.person('WRITER');
      const authorIds = [author, await newsroom.author(editor), await newsroom.author(editor)];
      const tagIds = [tag.id, (await newsroom.tag(writer)).id, (await newsroom.tag(writer)).id];
      const article = await newsroom.published(writer, editor, {
        authorIds,
        tagIds,
        body: `Counted words ${i}.`,
      });
      const next = await newsroom.save(writer, article, { title: 'Next', body: `Other words ${i}.` });
      const unsaved = { articleId: article.id, baseRevisionId: next.working.id, authorIds, tagIds };
      await newsroom.run(editor, UNSAVED, { unsaved, open: { articleId: article.id, editing: true } });
      await newsroom.run(writer, OPEN, { open: { articleId: article.id, editing: true } });
      return article.id;
    }),
  );
}, 120_000);
afterAll(async () => {
  await app.close();
  await database.drop();
});

/** The statements sent to PostgreSQL during a request, and the response. */
async function sent(ask: () => Promise<GraphQLAnswer>) {
  const { result, statements } = await statementsDuring(database.url, ask);
  expect(result.errors).toBeUndefined();
  return { data: result.data, statements };
}

interface StatementCounts {
  readonly few: number;
  readonly many: number;
}

/** @param rowsOf the rows of a response, which must be as many as the query asks for */
async function statementsFor(
  ask: (variables: object) => Promise<GraphQLAnswer>,
  rowsOf: (data: GraphQLAnswer['data']) => readonly unknown[],
): Promise<StatementCounts> {
  const variables = (count: number) => ({ count, ids: articleIds.slice(0, count), tag: tag.slug, author });
  const few = await sent(() => ask(variables(FEW)));
  const many = await sent(() => ask(variables(MANY)));
  expect([rowsOf(few.data).length, rowsOf(many.data).length]).toEqual([FEW, MANY]);
  expect(few.statements).not.toEqual([]);
  return { few: few.statements.length, many: many.statements.length };
}

async function costsTheSame(...query: Parameters<typeof statementsFor>): Promise<void> {
  const { few, many } = await statementsFor(...query);
  expect(many).toBe(few);
}

const REVISION = `id number title slug excerpt contentHash createdAt createdBy { id author { id } }
  authors { id name user { id } } tags { id name } seo { title }`;

const ALL = `owners { id } live { revision { tags { id } } } transitions { name } working { ${REVISION} body { html } diff { field } }
       revisions { nodes { authors { id } tags { id } body { markdown } } } history { nodes { by { id } revision { id } } }`;

describe('the desk sends no more statements for more rows, for', () => {
  test.each([
    [
      'authors, tags and users',
      `owners { id author { id } } createdBy { id author { id } } working { ${REVISION} }`,
    ],
    ['bodies', 'working { body { markdown html text wordCount readingMinutes } }'],
    [
      'live and scheduled publications',
      `live { by { id } revision { ${REVISION} } } scheduled { by { id } revision { id } }`,
    ],
    ['transitions', 'transitions { name allowed blockedBy { code message } others { id author { id } } }'],
    [
      'publications and approvals',
      'publications(first: 3) { totalCount nodes { id by { id } revision { id approval { by { id } } } } } revisions(first: 2, approved: true) { totalCount nodes { id } }',
    ],
    [
      'what a review queue shows',
      `version stateSince owners { name } editing { person { name } since } autosave { savedAt } previews { expiresAt }
       working { number title body { wordCount } authors { name } bodyDiff(against: LIVE) { wordsAdded wordsRemoved } }
       live { liveFrom } scheduled { liveFrom }
       transitions { name allowed blockedBy { code message remedy field } others { name role } }`,
    ],
    ['use counts', 'working { tags { articleCount } authors { articleCount } }'],
    [
      'owners in the history',
      'history(first: 9, names: ["SET_OWNERS"]) { nodes { ownersAdded { id author { id } } ownersRemoved { id } } }',
    ],
    [
      'revisions',
      `revisions(first: 2) { totalCount nodes { ${REVISION} } } first: revision(number: 1) { ${REVISION} }`,
    ],
    [
      'diffs against what is live and what was approved',
      'working { diff(against: LIVE) { field } approved: bodyDiff(against: LAST_APPROVED) { from { number } } }',
    ],
    ['body diffs that are yet to be made', 'working { bodyDiff { from { id } html wordsAdded } }'],
    ['body diffs that are there', 'working { bodyDiff { wordsAdded wordsRemoved } }'],
    ['removed elements', 'working { body { removed } }'],
    ['diffs', 'working { diff { field patch } } revisions(first: 2) { nodes { diff(from: 1) { field } } }'],
    [
      'unsaved text and who is editing',
      'autosave { title base { id } authors { id } tags { id } } editing { since person { name author { id } } }',
    ],
    [
      'history',
      'history(first: 5) { totalCount nodes { name note by { id author { id } } revision { id title } } }',
    ],
  ])('%s', async (_, fields) => {
    const query = `query ($count: Int) { articles(first: $count) { totalCount nodes { id ${fields} } } }`;
    await costsTheSame(
      (variables) => app.desk(query, variables, editor.token),
      (data) => data.articles.nodes,
    );
  });

  test('all of these in one operation', async () => {
    const query = `query ($count: Int) { articles(first: $count) { nodes { ${ALL} } } }`;
    const { few, many } = await statementsFor(
      (variables) => app.desk(query, variables, editor.token),
      (data) => data.articles.nodes,
    );
    // Several fields need the same revisions: which of them comes first, and loads for the others too, is the moment's.
    // A statement for each article would be eighteen more.
    expect(Math.abs(many - few)).toBeLessThan((MANY - FEW) / 2);
  });

  test('the calendar', async () => {
    const query = `query ($count: Int, $from: DateTime!, $to: DateTime!) {
      calendar(from: $from, to: $to, first: $count) {
        totalCount nodes { at kind publication { by { id } revision { title } } article { reviewState owners { id } working { ${REVISION} } } }
      }
    }`;
    const [from, to] = [-1, 1].map((days) => new Date(Date.now() + days * 86_400_000).toISOString());
    await costsTheSame(
      (variables) => app.desk(query, { ...variables, from, to }, editor.token),
      (data) => data.calendar.nodes,
    );
  });

  test('filtered and ordered lists', async () => {
    const query = `query ($count: Int, $tag: String!) {
      articles(first: $count, where: { tags: [$tag], live: true, states: [DRAFT], allows: EDIT, search: "words" }, orderBy: TITLE) {
        totalCount nodes { working { ${REVISION} } }
      }
    }`;
    await costsTheSame(
      (variables) => app.desk(query, variables, editor.token),
      (data) => data.articles.nodes,
    );
  });
});

const ARTICLE = `id slug title excerpt publishedAt updatedAt body { markdown html text wordCount readingMinutes }
  seo { title description canonicalUrl } authors { id slug name bio } tags { id slug name description }`;

describe.each(['as readers', 'in a preview'])(
  'delivery %s sends no more statements for more rows, for',
  (as) => {
    let token: string | undefined;
    beforeAll(async () => {
      if (as === 'as readers') return;
      const input = { asOf: new Date(Date.now() + 2 * 86_400_000).toISOString() };
      const mutation = 'mutation ($input: CreatePreviewInput!) { createPreview(input: $input) { token } }';
      token = (await newsroomOf(app).run(editor, mutation, { input })).createPreview.token;
      // Each of its connections presents the preview once.
      const fields = Array.from({ length: 10 }, (_, i) => `f${i}: tags { totalCount }`);
      await app.delivery(`{ ${fields.join(' ')} }`, {}, token);
    });

    test.each([
      ['articles', `articles(first: $count) { totalCount nodes { ${ARTICLE} } }`],
      [
        'filtered articles',
        `articles(first: $count, where: { tags: [$tag] }) { totalCount nodes { ${ARTICLE} } }`,
      ],
      [
        'articles found',
        `articles: search(query: "words", first: $count) { totalCount edges { snippet } nodes { ${ARTICLE} } }`,
      ],
      [
        'a tag’s articles',
        `parent: tag(slug: $tag) { articleCount articles(first: $count) { totalCount nodes { ${ARTICLE} } } }`,
      ],
      [
        'an author’s articles',
        `parent: author(id: $author) { articleCount articles(first: $count) { nodes { ${ARTICLE} } } }`,
      ],
      [
        'the archives of the tags and authors of articles',
        `articles(first: $count) { nodes {
         tags { articleCount articles(first: 3) { totalCount nodes { ${ARTICLE} } } }
         authors { articleCount articles(last: 3) { totalCount nodes { ${ARTICLE} } } }
       } }`,
      ],
      [
        'tags',
        `articles: tags(first: $count) { totalCount nodes { articleCount articles(first: 3) { totalCount nodes { title } } } }`,
      ],
      [
        'authors',
        `articles: authors(first: $count) { totalCount nodes { articleCount articles(first: 3) { nodes { title } } } }`,
      ],
    ])('%s', async (_, fields) => {
      const query = `query ($count: Int, $tag: String!, $author: ID!) {
      ${fields} unused: tag(slug: $tag) { id } author(id: $author) { id }
    }`;
      await costsTheSame(
        (variables) => app.delivery(query, variables, token),
        (data) => (data.parent?.articles ?? data.articles).nodes,
      );
    });

    test('nodes by id', async () => {
      const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Article { ${ARTICLE} } } }`;
      await costsTheSame(
        (variables) => app.delivery(query, variables, token),
        (data) => data.nodes.filter((node: unknown) => node !== null),
      );
    });
  },
);

describe('delivery sends', () => {
  test.each([
    [
      1,
      'a page of articles',
      '{ articles { nodes { title body { html } authors { name } tags { name } } } }',
    ],
    [
      1,
      'an article',
      'query ($tag: String) { article(slug: $tag) { title body { html } authors { name } } }',
    ],
    [
      1,
      'an archive',
      'query ($tag: String) { tag(slug: $tag) { name articleCount articles { totalCount } } }',
    ],
    [1, 'a page and its count', '{ articles { totalCount nodes { title } } }'],
    [
      1,
      'nodes of three types',
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Article { title } ... on Author { articleCount } } }',
    ],
  ])('%i statements for %s', async (count, _, query) => {
    const ids = [author, tag.id, ...articleIds.slice(0, FEW)];
    const variables = query.includes('$tag') ? { tag: tag.slug } : query.includes('$ids') ? { ids } : {};
    expect((await sent(() => app.delivery(query, variables))).statements).toHaveLength(count);
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
  ])('for %s a query of the columns %j', async (selection, expected) => {
    const query = `query ($tag: String) { tag(slug: $tag) { articles { ${selection} } } }`;
    const [page = ''] = (await sent(() => app.delivery(query, { tag: tag.slug }))).statements;
    const columns = [...page.matchAll(/\ba\.(\w+)/g)].map(([, column]) => column ?? '');
    // Beside these, what every page needs for its order, its cursors and its dependencies.
    const always = /^(article_id|published_at|live_from|position|tag_ids|author_ids)$/;
    expect(columns.filter((name) => !always.test(name)).sort()).toEqual([...expected].sort());
  });
});
