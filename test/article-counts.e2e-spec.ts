// The counts of the desk's lists that are kept, or counted in an index alone: they are what counting each article gives.
import { setTimeout as sleep } from 'node:timers/promises';
import { startApp, type TestApp } from './support/app.js';
import { newsroomOf, type Newsroom, type Person } from './support/newsroom.js';

let app: TestApp;
let newsroom: Newsroom;
let editor: Person;
let writer: Person;
let fields: { authorIds: string[] };
beforeAll(async () => {
  app = await startApp();
  newsroom = newsroomOf(app);
  [editor, writer] = [await newsroom.person('EDITOR'), await newsroom.person('WRITER')];
  fields = { authorIds: [await newsroom.author(editor)] };
});
afterAll(() => app.close());

/** The count of a list, and how many articles it has. */
async function counted(who: Person, where: object) {
  const query = `query ($where: DeskArticleWhere) { articles(first: 100, where: $where) { totalCount nodes { id } } }`;
  const { articles } = await newsroom.run(who, query, { where });
  return [articles.totalCount, articles.nodes.length];
}

test('the live articles are as many as the list has, whatever is published, taken down, scheduled or ends', async () => {
  expect(await counted(editor, { live: true })).toEqual([0, 0]);
  const first = await newsroom.published(writer, editor, fields);
  await newsroom.published(writer, editor, fields);
  await newsroom.draft(writer, fields);
  expect(await counted(editor, { live: true })).toEqual([2, 2]);
  await newsroom.mutate(editor, 'unpublishArticle', 'TransitionInput', newsroom.on(first));
  expect(await counted(editor, { live: true })).toEqual([1, 1]);
  const { at, until } = await newsroom.scheduleSoon(
    editor,
    await newsroom.approved(writer, editor, fields),
    1500,
  );
  expect(await counted(editor, { live: true })).toEqual([1, 1]);
  await sleep(at.getTime() - Date.now() + 200);
  expect(await counted(editor, { live: true })).toEqual([2, 2]);
  await sleep(until.getTime() - Date.now() + 200);
  expect(await counted(editor, { live: true })).toEqual([1, 1]);
});

test('the articles of an owner are as many as the list has, for an editor and for the owner', async () => {
  const [other, both] = [await newsroom.person('WRITER'), await newsroom.person('WRITER')];
  const shared = await newsroom.draft(other, fields);
  await newsroom.draft(other, fields);
  await newsroom.mutate(editor, 'setOwners', 'SetOwnersInput', {
    ...newsroom.on(shared),
    userIds: [other.id, both.id],
  });
  expect(await counted(editor, { owner: other.id })).toEqual([2, 2]);
  expect(await counted(other, {})).toEqual([2, 2]);
  expect(await counted(both, {})).toEqual([1, 1]);
  // A writer learns nothing of the other articles of somebody else.
  expect(await counted(both, { owner: other.id })).toEqual([1, 1]);
  expect(await counted(both, { live: true })).toEqual([0, 0]);
});
