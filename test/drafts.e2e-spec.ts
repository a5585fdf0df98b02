// Drafts: which inputs create a revision, how slugs are derived, and that an input's errors are all reported at once.
import { codeOf, refusalOf, startNewsroom } from './support/newsroom.js';

const { app, newsroom, writer, editor, authorIds } = await startNewsroom();
afterAll(() => app.close());

const CREATE = 'mutation ($input: CreateArticleInput!) { createArticle(input: $input) { article { id } } }';
const WORKING = `query ($id: ID!) { article(id: $id) { version reviewState owners { id } working {
  number title slug excerpt contentHash body { markdown html wordCount } authors { id } tags { id }
  seo { title description canonicalUrl } } } }`;
const workingOf = async (id: string) => (await newsroom.run(writer, WORKING, { id })).article.working;

test('saving unchanged content creates no revision and changes nothing', async () => {
  const draft = await newsroom.draft(writer, { authorIds, title: 'Same', excerpt: 'Same' });
  const again = await newsroom.save(writer, draft, { title: ' Same ', excerpt: 'Same', authorIds });
  expect(again).toEqual(draft);
});

test('saving a draft keeps a field that is left out and clears one that is null', async () => {
  const tag = await newsroom.tag(writer);
  const full = {
    title: 'Full',
    excerpt: 'An excerpt',
    body: '**Body**',
    tagIds: [tag.id],
    seo: { title: 'T', description: 'D', canonicalUrl: 'https://example.org/a' },
  };
  const draft = await newsroom.draft(writer, { authorIds, ...full });
  const before = await workingOf(draft.id);
  expect(before).toMatchObject({
    title: 'Full',
    body: { html: '<p><strong>Body</strong></p>' },
    seo: full.seo,
  });
  const renamed = await newsroom.save(writer, draft, { title: 'Renamed' });
  expect(await workingOf(draft.id)).toEqual({
    ...before,
    number: 2,
    title: 'Renamed',
    contentHash: expect.any(String),
  });
  const partly = await newsroom.save(writer, renamed, { seo: { title: null } });
  expect((await workingOf(draft.id)).seo).toEqual({ ...full.seo, title: null });
  await newsroom.save(writer, partly, {
    title: null,
    excerpt: null,
    body: null,
    authorIds: null,
    tagIds: null,
    seo: null,
  });
  expect(await workingOf(draft.id)).toMatchObject({
    ...{ number: 4, title: '', slug: before.slug, excerpt: null, authors: [], tags: [] },
    ...{
      body: { markdown: '', html: '', wordCount: 0 },
      seo: { title: null, description: null, canonicalUrl: null },
    },
  });
});

test('a writer with a byline is the author of their article unless the input names authors', async () => {
  const person = await newsroom.person('WRITER');
  const { createAuthor } = await newsroom.run(
    editor,
    'mutation ($input: CreateAuthorInput!) { createAuthor(input: $input) { author { id } } }',
    { input: { name: 'Own Byline', userId: person.id } },
  );
  const authorsOf = async (input: object) => {
    const { createArticle } = await newsroom.run(person, CREATE, { input });
    return (await newsroom.run(person, WORKING, { id: createArticle.article.id })).article.working.authors;
  };
  expect(await authorsOf({ title: 'One' })).toEqual([createAuthor.author]);
  expect(await authorsOf({ title: 'Two', authorIds: [] })).toEqual([]);
});

test.each([
  ['Алматы көшелері', /^almaty-k[a-z]+$/],
  ['თბილისი', /^t.?bilisi$/],
  ['西安 to Ürümqi', /^[a-z]+-?[a-z]*-to-urumqi$/],
  ['!!!', /^article(-\d+)?$/],
])('an article titled %s gets a slug of ASCII letters', async (title, slug) => {
  expect((await newsroom.draft(writer, { authorIds, title })).working.slug).toMatch(slug);
});

test('a draft without a title has no slug until a title is saved', async () => {
  const draft = await newsroom.draft(writer, { authorIds, title: '' });
  expect(draft.working.slug).toBe('');
  expect((await newsroom.save(writer, draft, { title: 'Named at last' })).working.slug).toBe('named-at-last');
});

test('a slug in use is refused, and is free again once an unpublished draft gives it up', async () => {
  const first = await newsroom.draft(writer, { authorIds, slug: 'wanted' });
  const input = { title: 'Second', slug: 'wanted', authorIds };
  expect(codeOf(await newsroom.ask(writer, CREATE, { input }))).toBe('CONFLICT');
  await newsroom.save(writer, first, { slug: 'another' });
  expect((await newsroom.ask(writer, CREATE, { input })).errors).toBeUndefined();
});

test('a slug stays when the title changes, and is derived from the title again when set to null', async () => {
  const draft = await newsroom.draft(writer, { authorIds, title: 'Named so' });
  const renamed = await newsroom.save(writer, draft, { title: 'Called otherwise' });
  expect(renamed.working.slug).toBe('named-so');
  expect((await newsroom.save(writer, renamed, { slug: null })).working.slug).toBe('called-otherwise');
  expect((await newsroom.draft(writer, { authorIds, title: 'Called otherwise' })).working.slug).toBe(
    'called-otherwise-2',
  );
});

test('saving a draft with the slug of another article is a conflict and saves nothing', async () => {
  await newsroom.draft(writer, { authorIds, slug: 'held-by-one' });
  const draft = await newsroom.draft(writer, { authorIds });
  const answer = await newsroom.ask(
    writer,
    'mutation ($input: SaveDraftInput!) { saveDraft(input: $input) { article { id } } }',
    { input: { ...newsroom.on(draft), title: 'Not kept', slug: 'held-by-one' } },
  );
  expect(refusalOf(answer)).toMatchObject({
    code: 'CONFLICT',
    currentVersion: 1,
    currentState: 'DRAFT',
    fields: [{ path: ['input', 'slug'], message: 'The slug held-by-one is taken.' }],
  });
  expect(await workingOf(draft.id)).toMatchObject({ number: 1, slug: draft.working.slug });
});

test('an article is still found by a slug it was once published under', async () => {
  const live = await newsroom.published(writer, editor, { authorIds, slug: 'first-address' });
  const renamed = await newsroom.save(writer, live, { slug: 'second-address' });
  const at = async (slug: string) =>
    (await app.delivery('query ($slug: String) { article(slug: $slug) { id slug } }', { slug })).data.article;
  expect([await at('first-address'), await at('second-address')]).toEqual([
    { id: live.id, slug: 'first-address' },
    null,
  ]);
  await newsroom.publish(editor, await newsroom.reviewed(writer, editor, renamed));
  const found = { id: live.id, slug: 'second-address' };
  expect([await at('first-address'), await at('second-address')]).toEqual([found, found]);
  const input = { title: 'Any', slug: 'first-address', authorIds };
  expect(codeOf(await newsroom.ask(writer, CREATE, { input }))).toBe('CONFLICT');
});

test('restoring an earlier revision creates a new revision with its content', async () => {
  const draft = await newsroom.draft(writer, { authorIds, title: 'One', body: 'First' });
  const first = await workingOf(draft.id);
  const second = await newsroom.save(writer, draft, { title: 'Two', body: 'Second' });
  const restored = await newsroom.mutate(writer, 'restoreRevision', 'RestoreRevisionInput', {
    ...newsroom.on(second),
    number: 1,
  });
  expect(restored.version).toBe(3);
  expect(await workingOf(draft.id)).toEqual({ ...first, number: 3 });
  const same = await newsroom.mutate(writer, 'restoreRevision', 'RestoreRevisionInput', {
    ...newsroom.on(restored),
    number: 1,
  });
  expect(same).toEqual(restored);
  const none = await newsroom.ask(
    writer,
    'mutation ($input: RestoreRevisionInput!) { restoreRevision(input: $input) { article { id } } }',
    { input: { ...newsroom.on(restored), number: 99 } },
  );
  expect(codeOf(none)).toBe('NOT_FOUND');
});

test('creating an article reports every invalid field at once and creates nothing', async () => {
  const count = async () => (await newsroom.run(editor, '{ articles { totalCount } }')).articles.totalCount;
  const before = await count();
  const input = {
    title: 'x'.repeat(301),
    slug: 'Not A Slug',
    excerpt: 'x'.repeat(2001),
    body: 'x'.repeat(200_001),
    authorIds: ['aut_a', 'aut_a'],
    tagIds: Array.from({ length: 51 }, (_, i) => `tag_${i}`),
    seo: { canonicalUrl: 'javascript:alert(1)' },
  };
  const answer = await newsroom.ask(writer, CREATE, { input });
  expect(codeOf(answer)).toBe('BAD_USER_INPUT');
  expect(
    answer.errors?.[0]?.extensions.fields.map((fault: { path: string[] }) => fault.path.join('.')).sort(),
  ).toEqual([
    ...[
      'input.authorIds',
      'input.body',
      'input.excerpt',
      'input.seo.canonicalUrl',
      'input.slug',
      'input.tagIds',
      'input.title',
    ],
  ]);
  expect(await count()).toBe(before);
});

test.each([
  'https:/a.example/b',
  'https:\\\\a.example\\b',
  'https://a.example/b\nc',
  'ftp://a.example/',
  'a.example',
])('the canonical address %j is refused', async (canonicalUrl) => {
  const answer = await newsroom.ask(writer, CREATE, { input: { title: 'T', seo: { canonicalUrl } } });
  expect(answer.errors?.[0]?.extensions.fields).toMatchObject([{ path: ['input', 'seo', 'canonicalUrl'] }]);
});

test('a canonical address is stored as browsers write it', async () => {
  const draft = await newsroom.draft(writer, { authorIds, seo: { canonicalUrl: 'HTTPS://A.example/ö b' } });
  const query = 'query ($id: ID!) { article(id: $id) { working { seo { canonicalUrl } } } }';
  expect((await newsroom.run(writer, query, { id: draft.id })).article.working.seo.canonicalUrl).toBe(
    'https://a.example/%C3%B6%20b',
  );
});

test('creating an article reports each author and tag id that does not exist', async () => {
  const input = { title: 'Any', authorIds: [...authorIds, 'aut_nobody'], tagIds: ['tag_nothing'] };
  const answer = await newsroom.ask(writer, CREATE, { input });
  expect(codeOf(answer)).toBe('NOT_FOUND');
  expect(answer.errors?.[0]?.extensions.fields.map((fault: { path: unknown[] }) => fault.path)).toEqual([
    ['input', 'authorIds', 1],
    ['input', 'tagIds', 0],
  ]);
});

test('an invalid body is reported with the other invalid fields, before the state of its article', async () => {
  const draft = await newsroom.draft(writer, { authorIds });
  await newsroom.submit(writer, draft);
  const answer = await newsroom.ask(
    writer,
    'mutation ($input: SaveDraftInput!) { saveDraft(input: $input) { article { id } } }',
    { input: { ...newsroom.on(draft), slug: 'Not A Slug', body: '<div>'.repeat(40_000) } },
  );
  expect(refusalOf(answer)).toMatchObject({
    code: 'BAD_USER_INPUT',
    fields: [{ path: ['input', 'slug'] }, { path: ['input', 'body'] }],
  });
});

test('a body with more words than the search index holds is refused', async () => {
  const letter = (n: number) => String.fromCodePoint(0x10d0 + (Math.floor(n) % 33));
  const word = (n: number) => [1, 33, 33 ** 2, 33 ** 3, 7, 11].map((divisor) => letter(n / divisor)).join('');
  const body = Array.from({ length: 28_000 }, (_, n) => word(n) + (n % 8 === 7 ? ' ' : '-')).join('');
  const answer = await newsroom.ask(writer, CREATE, { input: { title: 'Wordy', body, authorIds } });
  expect(refusalOf(answer)).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: ['input', 'body'] }] });
});
