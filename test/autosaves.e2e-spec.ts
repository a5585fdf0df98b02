import { ARTICLE_FIELDS, type ArticleField } from '../src/domain/article-fields.js';
import { startApp, type TestApp } from './support/app.js';
import { codeOf, newsroomOf, type Newsroom, type ArticleState, type Person } from './support/newsroom.js';

let app: TestApp;
let newsroom: Newsroom;
let writer: Person;
let editor: Person;
let article: ArticleState;
beforeAll(async () => {
  app = await startApp();
  newsroom = newsroomOf(app);
});
beforeEach(async () => {
  [writer, editor] = await Promise.all([newsroom.person('WRITER'), newsroom.person('EDITOR')]);
  article = await newsroom.draft(writer, { authorIds: [] });
});
afterAll(() => app.close());

const FIELDS = `base { id number } savedAt title subtitle slug excerpt body authors { id } tags { id }
  seo { title description canonicalUrl }`;
const AUTOSAVE = `mutation ($input: AutosaveInput!) { autosave(input: $input) { autosave { ${FIELDS} } } }`;
const DISCARD = 'mutation ($input: DiscardAutosaveInput!) { discardAutosave(input: $input) { articleId } }';

const inputOf = (fields: object, of = article) => ({
  input: { articleId: of.id, baseRevisionId: of.working.id, ...fields },
});
const autosave = async (who: Person, fields: object) =>
  (await newsroom.run(who, AUTOSAVE, inputOf(fields))).autosave.autosave;
const seenBy = async (who: Person, of = article) =>
  (await newsroom.run(who, `query ($id: ID!) { article(id: $id) { autosave { ${FIELDS} } } }`, { id: of.id }))
    .article.autosave;

test('an autosave is stored as it was typed, and changes nothing of the article', async () => {
  const [first, second] = [await newsroom.author(editor), await newsroom.author(editor)];
  const tag = await newsroom.tag(writer);
  const before = await historyOf();
  const kept = await autosave(writer, {
    title: ' Not *yet* ',
    slug: 'Not a slug yet',
    subtitle: '',
    body: 'One\r\ntwo\rthree\n',
    authorIds: [second, first],
    tagIds: [tag.id],
    seo: { canonicalUrl: 'not an address yet' },
  });
  expect(kept).toEqual({
    base: { id: article.working.id, number: 1 },
    savedAt: expect.any(String),
    title: ' Not *yet* ',
    subtitle: '',
    slug: 'Not a slug yet',
    excerpt: null,
    body: 'One\ntwo\nthree\n',
    authors: [{ id: second }, { id: first }],
    tags: [{ id: tag.id }],
    seo: { title: null, description: null, canonicalUrl: 'not an address yet' },
  });
  expect(await seenBy(writer)).toEqual(kept);
  expect(await historyOf()).toEqual(before);
});

async function historyOf() {
  const query = `query ($id: ID!) { article(id: $id) {
    version updatedAt revisions { totalCount } history { totalCount } working { contentHash } } }`;
  return (await newsroom.run(writer, query, { id: article.id })).article;
}

test('the next autosave replaces the whole one before it, and no other user’s', async () => {
  await autosave(editor, { title: 'The editor’s' });
  await autosave(writer, { title: 'Mine', tagIds: [] });
  const last = await autosave(writer, { body: 'Mine, later', title: null, seo: null });
  expect(last).toMatchObject({ title: null, tags: null, seo: null, body: 'Mine, later' });
  expect(await seenBy(writer)).toEqual(last);
  expect(await seenBy(editor)).toMatchObject({ title: 'The editor’s', body: null });
});

test('nobody can read another user’s autosave, not even an administrator', async () => {
  await autosave(writer, { title: 'Secret' });
  expect(await seenBy(editor)).toBeNull();
  expect(await seenBy(await newsroom.person('ADMIN'))).toBeNull();
});

test('a writer who is no longer an owner cannot read their autosave', async () => {
  await autosave(writer, { title: 'Mine' });
  await newsroom.mutate(editor, 'setOwners', 'SetOwnersInput', {
    ...newsroom.on(article),
    userIds: [editor.id],
  });
  const query = 'query ($id: ID!) { article(id: $id) { autosave { title } } }';
  expect((await newsroom.run(writer, query, { id: article.id })).article).toBeNull();
  for (const [mutation, input] of [
    [AUTOSAVE, inputOf({ title: 'Mine' })],
    [DISCARD, { input: { articleId: article.id } }],
  ] as const) {
    expect(codeOf(await newsroom.ask(writer, mutation, input))).toBe('NOT_FOUND');
  }
});

test.each([
  ['saveDraft', () => newsroom.save(writer, article, { title: 'Saved' })],
  ['a saveDraft that changes nothing', () => newsroom.save(writer, article, {})],
  [
    'restoreRevision',
    () =>
      newsroom.mutate(writer, 'restoreRevision', 'RestoreRevisionInput', {
        ...newsroom.on(article),
        number: 1,
      }),
  ],
])('%s removes the viewer’s autosave of that article alone', async (_, save) => {
  const other = await newsroom.draft(writer, { authorIds: [] });
  await newsroom.run(writer, AUTOSAVE, inputOf({ title: 'Other' }, other));
  await autosave(writer, { title: 'Mine' });
  await autosave(editor, { title: 'The editor’s' });
  await save();
  expect(await seenBy(writer)).toBeNull();
  expect(await seenBy(writer, other)).toMatchObject({ title: 'Other' });
  expect(await seenBy(editor)).toMatchObject({ title: 'The editor’s' });
});

test('a saveDraft that is refused leaves the autosave', async () => {
  await autosave(writer, { title: 'Mine' });
  await newsroom.save(editor, article, { title: 'Another' });
  const input = { articleId: article.id, version: article.version, title: 'Late' };
  const save = 'mutation ($input: SaveDraftInput!) { saveDraft(input: $input) { article { id } } }';
  expect(codeOf(await newsroom.ask(writer, save, { input }))).toBe('CONFLICT');
  expect(await seenBy(writer)).toMatchObject({ title: 'Mine', base: { number: 1 } });
});

test('an autosave is discarded, and discarding none succeeds', async () => {
  await autosave(writer, { title: 'Mine' });
  for (let times = 0; times < 2; times++) {
    const { discardAutosave } = await newsroom.run(writer, DISCARD, { input: { articleId: article.id } });
    expect(discardAutosave).toEqual({ articleId: article.id });
    expect(await seenBy(writer)).toBeNull();
  }
});

test('a user who may not edit the article now cannot autosave it', async () => {
  const stranger = await newsroom.person('WRITER');
  expect(codeOf(await newsroom.ask(stranger, AUTOSAVE, inputOf({})))).toBe('NOT_FOUND');
  const complete = await newsroom.draft(writer, { authorIds: [await newsroom.author(editor)] });
  await newsroom.submit(writer, complete);
  const answer = await newsroom.ask(writer, AUTOSAVE, inputOf({ title: 'Late' }, complete));
  expect(codeOf(answer)).toBe('FORBIDDEN');
  expect(await seenBy(writer, complete)).toBeNull();
  expect(
    codeOf(await newsroom.ask(editor, AUTOSAVE, inputOf({ title: 'Edited' }, complete))),
  ).toBeUndefined();
});

test('the base of an autosave may be an earlier revision, and must be one of the article', async () => {
  await newsroom.save(writer, article, { title: 'Next' });
  expect(await autosave(writer, { title: 'On the first' })).toMatchObject({ base: { number: 1 } });
  const other = await newsroom.draft(writer, { authorIds: [] });
  for (const baseRevisionId of [other.working.id, 'nothing']) {
    const answer = await newsroom.ask(writer, AUTOSAVE, inputOf({ baseRevisionId }));
    expect(codeOf(answer)).toBe('NOT_FOUND');
    expect(answer.errors?.[0]?.extensions.fields).toMatchObject([{ path: ['input', 'baseRevisionId'] }]);
  }
});

test('an autosave with ids that do not exist is NOT_FOUND, with the path of each', async () => {
  const authorIds = [await newsroom.author(editor), 'nobody'];
  const answer = await newsroom.ask(writer, AUTOSAVE, inputOf({ authorIds, tagIds: ['nothing'] }));
  expect(codeOf(answer)).toBe('NOT_FOUND');
  expect(answer.errors?.[0]?.extensions.fields).toMatchObject([
    { path: ['input', 'authorIds', 1] },
    { path: ['input', 'tagIds', 0] },
  ]);
});

test('an autosave shows a merged tag as the one it was merged into, once, and leaves out a deleted author', async () => {
  const [from, into] = [await newsroom.tag(writer), await newsroom.tag(writer)];
  const [kept, deleted] = [await newsroom.author(editor), await newsroom.author(editor)];
  await autosave(writer, { tagIds: [from.id, into.id], authorIds: [deleted, kept] });
  await newsroom.run(
    editor,
    'mutation ($input: MergeTagsInput!) { mergeTags(input: $input) { tag { id } } }',
    {
      input: { fromId: from.id, intoId: into.id },
    },
  );
  await app.owner.query('DELETE FROM desk.authors WHERE id = $1', [deleted]);
  expect(await seenBy(writer)).toMatchObject({ tags: [{ id: into.id }], authors: [{ id: kept }] });
});

describe('in an autosave', () => {
  const fields: readonly ArticleField[] = ARTICLE_FIELDS;
  const nested = ([first = '', second]: readonly string[], value: unknown) =>
    second === undefined ? { [first]: value } : { [first]: { [second]: value } };

  test.each(fields)(
    '$name is stored, may be emptied, and is limited in length',
    async ({ kind, path, diffName, max }) => {
      const isList = kind === 'ids';
      const values = isList ? [[]] : ['x'.repeat(max), ''];
      for (const value of values) {
        const kept = await autosave(writer, nested(path, value));
        expect(kept).toMatchObject(nested([diffName ?? path[0], ...path.slice(1)], value));
      }
      const over = isList ? Array.from({ length: max + 1 }, (_, i) => String(i)) : 'x'.repeat(max + 1);
      const answer = await newsroom.ask(writer, AUTOSAVE, inputOf(nested(path, over)));
      expect(codeOf(answer)).toBe('BAD_USER_INPUT');
      expect(answer.errors?.[0]?.extensions.fields).toMatchObject([{ path: ['input', ...path] }]);
    },
  );
});
