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
  [writer, editor] = await Promise.all([
    newsroom.person('WRITER', 'Wren'),
    newsroom.person('EDITOR', 'Edda'),
  ]);
  article = await newsroom.draft(writer, { authorIds: [await newsroom.author(editor)] });
});
afterAll(() => app.close());

const EDITING = 'editing { person { id name role } since }';
const SET = `mutation ($input: SetEditingInput!) { setEditing(input: $input) { article { id version ${EDITING} } } }`;

const set = (who: Person, editing: boolean) =>
  newsroom.ask(who, SET, { input: { articleId: article.id, editing } });
const namesSeenBy = async (who: Person): Promise<string[]> => {
  const query = `query ($id: ID!) { article(id: $id) { ${EDITING} } }`;
  const data = await newsroom.run(who, query, { id: article.id });
  return data.article.editing.map(({ person }: { person: { name: string } }) => person.name);
};
/** Moves the presences on the article into the past. */
const pass = (seconds: number) =>
  app.owner.query(
    `UPDATE desk.presences SET said_at = said_at - make_interval(secs => $2), since = since - make_interval(secs => $2)
     WHERE article_id = $1`,
    [article.id, seconds],
  );

test('users who have an article open are listed to all who can see it, the first to open it first, until they close it', async () => {
  const opened = await set(writer, true);
  expect(opened.data.setEditing.article).toEqual({
    id: article.id,
    version: article.version,
    editing: [{ person: { id: writer.id, name: 'Wren', role: 'WRITER' }, since: expect.any(String) }],
  });
  await set(editor, true);
  expect(await namesSeenBy(await newsroom.person('ADMIN'))).toEqual(['Wren', 'Edda']);
  await set(writer, false);
  expect(await namesSeenBy(writer)).toEqual(['Edda']);
  await set(writer, false);
  expect(await namesSeenBy(writer)).toEqual(['Edda']);
});

test('presence expires two minutes after the last heartbeat, and a heartbeat before that keeps its beginning', async () => {
  await set(writer, true);
  await pass(110);
  const again = await set(writer, true);
  const [{ since }] = again.data.setEditing.article.editing;
  expect(Date.now() - Date.parse(since)).toBeGreaterThan(100_000);
  await pass(119);
  expect(await namesSeenBy(editor)).toEqual(['Wren']);
  await pass(2);
  expect(await namesSeenBy(editor)).toEqual([]);
  const anew = await set(writer, true);
  expect(Date.now() - Date.parse(anew.data.setEditing.article.editing[0].since)).toBeLessThan(100_000);
});

test('opening an article deletes the expired presences of the same user', async () => {
  await set(writer, true);
  await pass(121);
  const other = await newsroom.draft(writer, { authorIds: [] });
  await newsroom.run(writer, SET, { input: { articleId: other.id, editing: true } });
  const { rows } = await app.owner.query('SELECT article_id FROM desk.presences WHERE user_id = $1', [
    writer.id,
  ]);
  expect(rows).toEqual([{ article_id: other.id }]);
});

test('presence changes nothing of the article, and another server shows it too', async () => {
  await set(writer, true);
  const other = await startApp({ databaseUrl: app.databaseUrl });
  const query = `query ($id: ID!) { article(id: $id) { version history { totalCount } ${EDITING} } }`;
  const { data } = await other.desk(query, { id: article.id }, editor.token);
  expect(data.article).toMatchObject({ version: article.version, history: { totalCount: 1 } });
  expect(data.article.editing).toHaveLength(1);
  await other.close();
});

test('a user who cannot see the article gets NOT_FOUND, and one who may not edit it now can close it and not open it', async () => {
  expect(codeOf(await set(await newsroom.person('WRITER'), true))).toBe('NOT_FOUND');
  expect(codeOf(await set(await newsroom.person('WRITER'), false))).toBe('NOT_FOUND');
  await set(writer, true);
  await newsroom.submit(writer, article);
  expect(codeOf(await set(writer, true))).toBe('FORBIDDEN');
  expect(codeOf(await set(writer, false))).toBeUndefined();
  expect(await namesSeenBy(writer)).toEqual([]);
});
