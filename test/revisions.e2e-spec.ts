import { startApp, type TestApp } from './support/app.js';
import { codeOf, newsroomOf, type Newsroom, type ArticleState, type Person } from './support/newsroom.js';
import { slugFrom } from '../src/domain/slug.js';
import { word } from './support/tags-and-authors.js';

let app: TestApp;
let newsroom: Newsroom;
let writer: Person;
let editor: Person;
beforeAll(async () => {
  app = await startApp();
  newsroom = newsroomOf(app);
});
beforeEach(async () => {
  [writer, editor] = await Promise.all([newsroom.person('WRITER'), newsroom.person('EDITOR')]);
});
afterAll(() => app.close());

/** Queries fields of an article, given as a GraphQL selection. */
async function ask(article: ArticleState, fields: string) {
  const answer = await newsroom.ask(writer, `query ($id: ID!) { article(id: $id) { ${fields} } }`, {
    id: article.id,
  });
  expect(answer.errors).toBeUndefined();
  return answer.data.article;
}

async function withRevisions(count: number): Promise<ArticleState> {
  let article = await newsroom.draft(writer, { authorIds: [], title: 'Title 1' });
  for (let number = 2; number <= count; number++) {
    article = await newsroom.save(writer, article, { title: `Title ${number}` });
  }
  return article;
}

test('an article has owners, a creator and timestamps', async () => {
  const article = await newsroom.draft(writer, { authorIds: [] });
  const { createdAt, updatedAt, ...people } = await ask(
    article,
    'owners { id } createdBy { id } createdAt updatedAt',
  );
  expect(people).toEqual({ owners: [{ id: writer.id }], createdBy: { id: writer.id } });
  expect(createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(updatedAt).toBe(createdAt);
});

test('a revision has its whole content and its creator', async () => {
  const authorIds = [await newsroom.author(editor), await newsroom.author(editor)];
  const tagIds = [(await newsroom.tag(writer)).id, (await newsroom.tag(writer)).id];
  const seo = {
    title: 'For machines',
    description: 'What it is',
    canonicalUrl: 'https://elsewhere.example/a',
  };
  const article = await newsroom.draft(writer, {
    authorIds,
    tagIds,
    seo,
    title: 'One *title*',
    slug: word(),
    excerpt: 'In short.',
    body: 'Some **bold** words.',
  });
  const { working } = await ask(
    article,
    `working { number title slug excerpt body { markdown html text wordCount readingMinutes } authors { id } tags { id }
       seo { title description canonicalUrl } contentHash createdBy { id } createdAt }`,
  );
  expect(working).toEqual({
    number: 1,
    title: 'One *title*',
    slug: article.working.slug,
    excerpt: 'In short.',
    body: {
      markdown: 'Some **bold** words.',
      html: '<p>Some <strong>bold</strong> words.</p>',
      text: 'Some bold words.',
      wordCount: 3,
      readingMinutes: 1,
    },
    authors: authorIds.map((id) => ({ id })),
    tags: tagIds.map((id) => ({ id })),
    seo,
    contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    createdBy: { id: writer.id },
    createdAt: expect.any(String),
  });
});

test('revisions are paged latest first, and found by number', async () => {
  const article = await withRevisions(5);
  const PAGE = 'totalCount nodes { number title } pageInfo { hasNextPage hasPreviousPage endCursor }';
  const { revisions: first } = await ask(article, `revisions(first: 3) { ${PAGE} }`);
  expect(first.totalCount).toBe(5);
  expect(first.nodes).toEqual([5, 4, 3].map((number) => ({ number, title: `Title ${number}` })));
  expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
  const after = JSON.stringify(first.pageInfo.endCursor);
  const { revisions: second } = await ask(article, `revisions(first: 3, after: ${after}) { ${PAGE} }`);
  expect(second.nodes).toEqual([2, 1].map((number) => ({ number, title: `Title ${number}` })));
  expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  const end = JSON.stringify(second.pageInfo.endCursor);
  const { revisions: third } = await ask(article, `revisions(after: ${end}) { ${PAGE} }`);
  expect(third).toMatchObject({ nodes: [], totalCount: 5, pageInfo: { endCursor: null } });
  const { revisions: oldest } = await ask(article, `revisions(last: 2) { ${PAGE} }`);
  expect(oldest).toMatchObject({
    nodes: second.nodes,
    pageInfo: { hasNextPage: false, hasPreviousPage: true },
  });
  const { revisions: between } = await ask(
    article,
    `revisions(last: 9, before: ${end}, after: ${after}) { ${PAGE} }`,
  );
  expect(between).toMatchObject({ nodes: [{ number: 2 }], pageInfo: { hasPreviousPage: false } });
  const HISTORY = 'nodes { revision { number } } pageInfo { hasPreviousPage }';
  const { history } = await ask(article, `history(last: 2) { ${HISTORY} }`);
  expect(history).toEqual({
    nodes: [2, 1].map((number) => ({ revision: { number } })),
    pageInfo: { hasPreviousPage: true },
  });

  const { second: named, ...none } = await ask(
    article,
    `second: revision(number: 2) { number title } none: revision(number: 6) { id } zero: revision(number: 0) { id }
     negative: revision(number: -1) { id }`,
  );
  expect(named).toEqual({ number: 2, title: 'Title 2' });
  expect(none).toEqual({ none: null, zero: null, negative: null });
});

describe('the diff of a revision', () => {
  const DIFF = (number: number, args = '') => `revision(number: ${number}) { diff${args} { field patch } }`;
  const fieldsOf = ({ revision }: { revision: { diff: { field: string }[] } }) =>
    revision.diff.map(({ field }) => field);

  test('compares it with the previous revision by default', async () => {
    const article = await newsroom.draft(writer, { authorIds: [], title: 'One', body: 'Kept.\n\nLost.' });
    await newsroom.save(writer, article, { title: 'Two', body: 'Kept.\n\nWon.' });
    const answer = await ask(article, DIFF(2));
    const patches = Object.fromEntries(
      answer.revision.diff.map(({ field, patch }: { field: string; patch: string }) => [
        field,
        patch.split('\n'),
      ]),
    );
    expect(patches.title).toEqual(expect.arrayContaining(['-One', '+Two']));
    expect(patches.body).toEqual(expect.arrayContaining([' Kept.', '-Lost.', '+Won.']));
    expect(fieldsOf(answer)).not.toContain('excerpt');
  });

  test('compares it with any other revision, earlier or later, and is empty against itself', async () => {
    const article = await withRevisions(3);
    const forward = await ask(article, DIFF(3, '(from: 1)'));
    expect(forward.revision.diff.find(({ field }: { field: string }) => field === 'title').patch).toMatch(
      /^-Title 1$[^]*^\+Title 3$/m,
    );
    const back = await ask(article, DIFF(1, '(from: 3)'));
    expect(back.revision.diff.find(({ field }: { field: string }) => field === 'title').patch).toMatch(
      /^-Title 3$[^]*^\+Title 1$/m,
    );
    expect(fieldsOf(await ask(article, DIFF(2, '(from: 2)')))).toEqual([]);
  });

  test('compares the first revision with empty content', async () => {
    const article = await newsroom.draft(writer, {
      authorIds: [await newsroom.author(editor)],
      tagIds: [],
      excerpt: 'Short.',
    });
    const answer = await ask(article, DIFF(1));
    expect(JSON.stringify(answer)).not.toContain('\\n-');
    const fields = fieldsOf(answer);
    expect(fields).toEqual(expect.arrayContaining(['title', 'slug', 'excerpt', 'body', 'authors']));
    expect(fields).not.toContain('tags');
  });

  test('shows no change of tags when they are merged', async () => {
    const [from, into] = [await newsroom.tag(writer), await newsroom.tag(writer)];
    const article = await newsroom.draft(writer, { authorIds: [], tagIds: [from.id] });
    await newsroom.save(writer, article, { tagIds: [into.id] });
    expect(fieldsOf(await ask(article, DIFF(2)))).toEqual(['tags']);
    await newsroom.run(
      editor,
      'mutation ($input: MergeTagsInput!) { mergeTags(input: $input) { tag { id } } }',
      {
        input: { fromId: from.id, intoId: into.id },
      },
    );
    expect(fieldsOf(await ask(article, DIFF(2)))).toEqual([]);
  });

  test('shows authors and tags by name and slug, so that a change between two of one name is seen', async () => {
    const name = `Ann ${word()}`;
    const [first, second] = [await newsroom.author(editor, name), await newsroom.author(editor, name)];
    const tag = await newsroom.tag(writer);
    const article = await newsroom.draft(writer, { authorIds: [first], tagIds: [] });
    await newsroom.save(writer, article, { authorIds: [second], tagIds: [tag.id] });
    const { revision } = await ask(article, `${DIFF(2)} `);
    const slug = slugFrom(name);
    expect(revision.diff).toEqual([
      { field: 'authors', patch: expect.stringContaining(`-${name} (${slug})\n+${name} (${slug}-2)\n`) },
      { field: 'tags', patch: expect.stringContaining(`(${tag.slug})\n`) },
    ]);
  });

  test.each([0, 7, -1])('from revision %s, which does not exist, is BAD_USER_INPUT', async (from) => {
    const article = await withRevisions(1);
    const answer = await newsroom.ask(
      writer,
      `query ($id: ID!) { article(id: $id) { ${DIFF(1, `(from: ${from})`)} } }`,
      {
        id: article.id,
      },
    );
    expect(codeOf(answer)).toBe('BAD_USER_INPUT');
    expect(answer.errors?.[0]?.extensions.fields).toMatchObject([{ path: ['from'] }]);
  });
});

describe('what a revision is compared with', () => {
  const AGAINST = (number: number, args: string) => `revision(number: ${number}) {
    diff(${args}) { field patch } bodyDiff(${args}) { from { number } html wordsAdded wordsRemoved } }`;
  const bodyOf = (number: number) => `Word${number} of all.`;

  /** Revisions 1 to 5; 2 and 4 approved, 2 live. */
  async function fiveRevisions(): Promise<ArticleState> {
    const authorIds = [await newsroom.author(editor)];
    let article = await newsroom.draft(writer, { authorIds, body: bodyOf(1) });
    for (const number of [2, 3, 4, 5]) {
      article = await newsroom.save(writer, article, { body: bodyOf(number) });
      if (number % 2 === 0) article = await newsroom.reviewed(writer, editor, article);
      if (number === 2) article = await newsroom.publish(editor, article);
    }
    return article;
  }

  test('is the previous one, what is live, or the last approved before it', async () => {
    const article = await fiveRevisions();
    for (const [number, args, base] of [
      [5, 'against: PREVIOUS', 4],
      [5, 'against: LIVE', 2],
      [5, 'against: LAST_APPROVED', 4],
      [4, 'against: LAST_APPROVED', 2],
      [3, 'against: LIVE', 2],
      [1, 'against: LIVE', 2],
      [5, 'from: 1, against: LIVE', 1],
    ] as const) {
      const { revision } = await ask(article, AGAINST(number, args));
      expect([args, revision.bodyDiff]).toEqual([
        args,
        {
          from: { number: base },
          html: `<p><del>Word${base}</del><ins>Word${number}</ins> of all.</p>`,
          wordsAdded: 1,
          wordsRemoved: 1,
        },
      ]);
      expect(revision.diff).toEqual([{ field: 'body', patch: expect.stringContaining(`-${bodyOf(base)}`) }]);
    }
    const { revision } = await ask(article, AGAINST(2, 'against: LIVE'));
    expect(revision).toEqual({
      diff: [],
      bodyDiff: { from: { number: 2 }, html: '<p>Word2 of all.</p>', wordsAdded: 0, wordsRemoved: 0 },
    });
  });

  test.each(['PREVIOUS', 'LIVE', 'LAST_APPROVED'])(
    'may be nothing: against %s all is new',
    async (against) => {
      const article = await newsroom.draft(writer, { authorIds: [], body: 'All new.' });
      const { revision } = await ask(article, AGAINST(1, `against: ${against}`));
      expect(revision.bodyDiff).toEqual({
        from: null,
        html: '<ins><p>All new.</p></ins>',
        wordsAdded: 2,
        wordsRemoved: 0,
      });
      expect(revision.diff.map(({ field }: { field: string }) => field)).toEqual(['title', 'slug', 'body']);
    },
  );

  test('is nothing against LIVE once the article was taken down', async () => {
    const article = await fiveRevisions();
    await newsroom.mutate(editor, 'unpublishArticle', 'TransitionInput', {
      ...newsroom.on(article),
      note: 'Down.',
    });
    const { revision } = await ask(article, AGAINST(5, 'against: LIVE'));
    expect(revision.bodyDiff).toMatchObject({ from: null, wordsRemoved: 0 });
  });

  test('is BAD_USER_INPUT where the article has no such revision', async () => {
    const article = await withRevisions(1);
    const query = `query ($id: ID!) { article(id: $id) { working { bodyDiff(from: 9) { wordsAdded } } } }`;
    const answer = await newsroom.ask(writer, query, { id: article.id });
    expect(codeOf(answer)).toBe('BAD_USER_INPUT');
    expect(answer.errors?.[0]?.extensions.fields).toMatchObject([{ path: ['from'] }]);
  });
});

describe('the difference of two bodies', () => {
  const stored = async () => (await app.owner.query('SELECT * FROM desk.body_diffs')).rows;
  const QUERY = `query ($id: ID!) { article(id: $id) { working { bodyDiff { html wordsAdded wordsRemoved } } } }`;
  const bodyDiffOf = async (article: ArticleState, from = app) =>
    (await from.desk(QUERY, { id: article.id }, writer.token)).data.article.working.bodyDiff;

  test('is made once, for all servers and articles, and kept while it is read', async () => {
    await app.owner.query('DELETE FROM desk.body_diffs');
    const saved = async () => {
      const article = await newsroom.draft(writer, { authorIds: [], body: 'One two.' });
      return newsroom.save(writer, article, { body: 'One three.' });
    };
    const [first, second] = [await saved(), await saved()];
    const [made] = await Promise.all(Array.from({ length: 5 }, () => bodyDiffOf(first)));
    expect(made).toEqual({
      html: '<p>One <del>two</del><ins>three</ins>.</p>',
      wordsAdded: 1,
      wordsRemoved: 1,
    });
    expect(await stored()).toHaveLength(1);
    await app.owner.query("UPDATE desk.body_diffs SET html = 'kept', used_at = now() - interval '2 days'");
    const other = await startApp({ databaseUrl: app.databaseUrl });
    for (const [article, server] of [
      [second, app],
      [first, other],
    ] as const) {
      expect(await bodyDiffOf(article, server)).toMatchObject({ html: 'kept' });
    }
    await other.close();
    const [{ used_at: usedAt }] = await stored();
    expect(Date.now() - usedAt.getTime()).toBeLessThan(3_600_000);
  });

  test('is dropped when nobody has read it for a month', async () => {
    await app.owner
      .query(`DELETE FROM desk.body_diffs; INSERT INTO desk.body_diffs (key, html, words_added, words_removed, used_at)
      VALUES ('old', '', 0, 0, now() - interval '31 days'), ('recent', '', 0, 0, now() - interval '29 days')`);
    await bodyDiffOf(await newsroom.draft(writer, { authorIds: [], body: `New ${word()}.` }));
    const keys = (await stored()).map(({ key }) => key);
    expect(keys).toEqual(['recent', expect.stringMatching(/^[0-9a-f]{64}$/)]);
  });
});
