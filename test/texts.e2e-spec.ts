// What texts may hold, what counts as blank, and which names are one.
import { startApp, type TestApp } from './support/app.js';
import { codeOf, newsroomOf, type Newsroom, refusalOf, type Person } from './support/newsroom.js';

let app: TestApp;
let newsroom: Newsroom;
let admin: Person;
beforeAll(async () => {
  app = await startApp();
  newsroom = newsroomOf(app);
  admin = await newsroom.person('ADMIN');
});
afterAll(() => app.close());

const TAG = 'mutation ($input: CreateTagInput!) { createTag(input: $input) { tag { id name description } } }';
const AUTHOR = 'mutation ($input: CreateAuthorInput!) { createAuthor(input: $input) { author { id name } } }';
const BLANKS = [
  ' ',
  '\u00a0',
  '\u200b\u200d',
  '\u3164',
  '\u2800',
  '\u115f\u1160',
  '\ufeff',
  '\u00ad',
  '\u{e0020}',
];

describe.each(BLANKS.map((blank) => [escape(blank), blank]))('%s is blank', (_, blank) => {
  test('as a name and a description', async () => {
    for (const query of [TAG, AUTHOR]) {
      const answer = await newsroom.ask(admin, query, { input: { name: blank } });
      expect(refusalOf(answer).fields).toMatchObject([{ message: 'name may not be blank.' }]);
    }
    const name = `Tag of ${Math.random()}`;
    const { createTag } = await newsroom.run(admin, TAG, { input: { name, description: blank } });
    expect(createTag.tag.description).toBeNull();
  });

  test('as a title, a body, a note and a reason to override', async () => {
    const authorIds = [await newsroom.author(admin)];
    const untitled = await newsroom.draft(admin, { authorIds, title: blank, body: blank });
    const submit = (article: typeof untitled) =>
      newsroom.ask(
        admin,
        'mutation ($input: TransitionInput!) { submitForReview(input: $input) { article { id } } }',
        {
          input: newsroom.on(article),
        },
      );
    expect(refusalOf(await submit(untitled)).blockedBy).toMatchObject([
      { message: 'The text has no title.' },
      { message: expect.stringContaining('slug') },
      { message: 'The body is blank.' },
    ]);
    const article = await newsroom.submit(admin, await newsroom.draft(admin, { authorIds }));
    const changes = await newsroom.ask(
      admin,
      'mutation ($input: TransitionInput!) { requestChanges(input: $input) { article { id } } }',
      { input: { ...newsroom.on(article), note: blank } },
    );
    expect(refusalOf(changes).fields).toMatchObject([{ path: ['input', 'note'] }]);
    const override = await newsroom.ask(
      admin,
      'mutation ($input: ApproveArticleInput!) { approveArticle(input: $input) { article { id } } }',
      { input: { ...newsroom.on(article), revisionId: article.working.id, override: blank } },
    );
    expect(refusalOf(override).fields).toMatchObject([{ path: ['input', 'override'] }]);
  });
});

test('tags whose names differ in spaces alone are one', async () => {
  const { createTag } = await newsroom.run(admin, TAG, { input: { name: ' Silk\u00a0\u2003Road\u200b ' } });
  expect(createTag.tag.name).toBe('Silk Road');
  for (const name of ['silk  road', 'Silk\tRoad', 'Silk\u3000Road']) {
    const answer = await newsroom.ask(admin, TAG, { input: { name } });
    expect(refusalOf(answer)).toMatchObject({ code: 'CONFLICT', fields: [{ path: ['input', 'name'] }] });
  }
});

test('a tag that was stored with other spaces has its name in every spelling', async () => {
  const { createTag } = await newsroom.run(admin, TAG, { input: { name: 'Old Spaces' } });
  await app.owner.query('UPDATE desk.tags SET name = $2 WHERE id = $1', [
    createTag.tag.id,
    'Old\u00a0 Spaces',
  ]);
  expect(codeOf(await newsroom.ask(admin, TAG, { input: { name: 'old spaces' } }))).toBe('CONFLICT');
});

test('a slug and a byline that are taken are named as such', async () => {
  await newsroom.run(admin, TAG, { input: { name: 'Taken slug', slug: 'taken-slug' } });
  const slug = await newsroom.ask(admin, TAG, { input: { name: 'Another', slug: 'taken-slug' } });
  expect(refusalOf(slug)).toMatchObject({ code: 'CONFLICT', fields: [{ path: ['input', 'slug'] }] });
  await newsroom.run(admin, AUTHOR, { input: { name: 'Mine', userId: admin.id } });
  const byline = await newsroom.ask(admin, AUTHOR, { input: { name: 'Mine too', userId: admin.id } });
  expect(refusalOf(byline)).toMatchObject({ code: 'CONFLICT', fields: [{ path: ['input', 'userId'] }] });
});

describe('characters that no text may have', () => {
  test.each([
    ['\u0000', 'the control character U+0000'],
    ['\u0007', 'the control character U+0007'],
    ['\u0085', 'the control character U+0085'],
    ['\ufffe', 'the non-character U+FFFE'],
    ['\u{1ffff}', 'the non-character U+1FFFF'],
    ['\ufdd0', 'the non-character U+FDD0'],
    ['\ud800', 'half of a surrogate pair (U+D800)'],
  ])('%j is refused by the name of its field', async (character, name) => {
    const answer = await newsroom.ask(admin, TAG, { input: { name: 'Fine', description: `a${character}b` } });
    expect(refusalOf(answer)).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ path: ['input', 'description'], message: `description must not contain ${name}.` }],
    });
  });

  test('are refused in literals too, by the same path', async () => {
    const query = String.raw`mutation { createArticle(input: { title: "a", seo: { title: "b\u0007" } }) { article { id } } }`;
    expect(refusalOf(await newsroom.ask(admin, query)).fields).toEqual([
      { path: ['input', 'seo', 'title'], message: 'title must not contain the control character U+0007.' },
    ]);
    const list = String.raw`{ articles(where: { tags: ["a", "b\uffff"] }) { totalCount } }`;
    expect(refusalOf(await newsroom.ask(admin, list)).fields).toMatchObject([{ path: ['where', 'tags', 1] }]);
  });

  test('are refused by delivery, and tabs and line breaks are not among them', async () => {
    const search = 'query ($query: String!) { search(query: $query) { totalCount } }';
    expect(codeOf(await app.delivery(search, { query: 'a\u0001' }))).toBe('BAD_USER_INPUT');
    expect((await app.delivery(search, { query: 'a\t\r\nb' })).errors).toBeUndefined();
  });
});
