// Articles that are older than the index of their words are indexed behind the start, and are found until then as before.
import { startApp, type TestApp } from './support/app.js';
import { cloneDatabase, type TestDatabase } from './support/database.js';
import { newsroomOf, type Newsroom, type Person } from './support/newsroom.js';
import { word } from './support/tags-and-authors.js';

let database: TestDatabase;
let app: TestApp;
let newsroom: Newsroom;
let writer: Person;
let editor: Person;
beforeEach(async () => {
  database = await cloneDatabase();
  app = await startApp({ databaseUrl: database.url, backgroundJobs: false });
  newsroom = newsroomOf(app);
  [writer, editor] = await Promise.all([newsroom.person('WRITER'), newsroom.person('EDITOR')]);
});
afterEach(async () => {
  await app.close();
  await database.drop();
});

const found = async (query: string): Promise<string[]> => {
  const document = 'query ($query: String!) { search(query: $query) { nodes { id } } }';
  const { data } = await app.delivery(document, { query });
  return data.search.nodes.map(({ id }: { id: string }) => id);
};
const foundAtDesk = async (search: string): Promise<string[]> => {
  const document = 'query ($where: DeskArticleWhere) { articles(where: $where) { nodes { id } } }';
  const { data } = await app.desk(document, { where: { search } }, writer.token);
  return data.articles.nodes.map(({ id }: { id: string }) => id);
};

const forgetWords = async () => {
  await app.owner.query('DELETE FROM desk.revision_words');
  await app.owner.query('UPDATE delivery.articles SET words = NULL');
  await app.owner.query('UPDATE delivery.past_articles SET words = NULL');
};

async function eventually(assertion: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

test('an article without words is found as before, and by all its words once a server has started', async () => {
  const [plain, hidden] = [word(), word()];
  const fields = { authorIds: [await newsroom.author(editor)], body: `The ${plain} at rail/${hidden}` };
  const article = await newsroom.published(writer, editor, fields);
  const earlier = await newsroom.published(writer, editor, { ...fields, title: 'Another' });
  await newsroom.republished(writer, editor, earlier, { title: 'The other' });
  await forgetWords();
  const ids = [article.id, earlier.id].sort();
  // Other words than any that are cached.
  expect((await found(`${plain} the`)).sort()).toEqual(ids);
  expect((await foundAtDesk(plain)).sort()).toEqual(ids);
  expect(await found(hidden)).toEqual([]);

  const other = await startApp({ databaseUrl: database.url });
  try {
    await eventually(async () => {
      // From the first server's cache, which hears of the change.
      expect((await found(hidden)).sort()).toEqual(ids);
      expect((await foundAtDesk(hidden)).sort()).toEqual(ids);
      const { rows } = await app.owner.query(`
        SELECT FROM delivery.articles WHERE words IS NULL UNION ALL
        SELECT FROM delivery.past_articles WHERE words IS NULL UNION ALL
        SELECT FROM desk.revisions WHERE id NOT IN (SELECT revision_id FROM desk.revision_words)`);
      expect(rows).toEqual([]);
    });
  } finally {
    await other.close();
  }
}, 60_000);

test('an article that is published before its revision is indexed is found as before', async () => {
  const mark = word();
  const fields = { authorIds: [await newsroom.author(editor)], body: `The ${mark}` };
  const approved = await newsroom.approved(writer, editor, fields);
  await forgetWords();
  await newsroom.publish(editor, approved);
  expect(await found(mark)).toEqual([approved.id]);
  expect(await found(`${mark} -${mark}`)).toEqual([]);
});
