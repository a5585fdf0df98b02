// Publishing beside others: what is copied before the lock of publishing is as it should be when readers get it.
import { setTimeout as sleep } from 'node:timers/promises';
import { startApp, type TestApp } from './support/app.js';
import { newsroomOf, type Newsroom, type Person } from './support/newsroom.js';
import { whilePublishingIsHeld } from './support/stale-renderings.js';

let app: TestApp;
let newsroom: Newsroom;
let editor: Person;
let writer: Person;
beforeAll(async () => {
  app = await startApp({ backgroundJobs: false });
  newsroom = newsroomOf(app);
  [editor, writer] = [await newsroom.person('EDITOR'), await newsroom.person('WRITER')];
});
afterAll(() => app.close());

/** Resolves once a transaction waits for the lock of publishing. */
async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const { rows } = await app.owner.query<{ waiting: boolean }>(`
      SELECT EXISTS (SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE l.locktype = 'advisory' AND NOT l.granted AND d.datname = current_database()) AS waiting`);
    if (rows[0]?.waiting) return;
    await sleep(10);
  }
}

const READERS =
  'query ($slug: String) { article(slug: $slug) { body { html } tags { name } authors { name } } }';

test.each([
  ['a renamed tag under its new name', 'UPDATE desk.tags SET name = $2 WHERE id = $1', 'tagId'],
  ['a renamed author under the new name', 'UPDATE desk.authors SET name = $2 WHERE id = $1', 'authorId'],
  ['a body that was rendered anew', 'UPDATE desk.revisions SET html = $2 WHERE id = $1', 'revisionId'],
] as const)('an article that waits to be published shows %s', async (_, statement, changed) => {
  const [authorId, { id: tagId }] = [await newsroom.author(editor), await newsroom.tag(editor)];
  const article = await newsroom.approved(writer, editor, { authorIds: [authorId], tagIds: [tagId] });
  const ids = { authorId, tagId, revisionId: article.working.id };
  let published: Promise<unknown> | undefined;
  await whilePublishingIsHeld(app.owner, async () => {
    published = newsroom.publish(editor, article);
    await untilSomebodyWaits();
    await app.owner.query(statement, [ids[changed], `Changed ${changed}`]);
  });
  await published;
  const { data } = await app.delivery(READERS, { slug: article.working.slug });
  expect(JSON.stringify(data.article)).toContain(`Changed ${changed}`);
});

test('past publications are kept in the columns of current ones, in the same order', async () => {
  const { rows } = await app.owner.query<{ columns: string[] }>(`
    SELECT array_agg(attname::text ORDER BY attnum) AS columns FROM pg_attribute
    WHERE attrelid IN ('delivery.articles'::regclass, 'delivery.past_articles'::regclass)
      AND attnum > 0 AND NOT attisdropped GROUP BY attrelid`);
  expect(rows).toHaveLength(2);
  expect(rows[0]).toEqual(rows[1]);
});

test('publications at the same time have numbers one after the other, which their responses give', async () => {
  const authorIds = [await newsroom.author(editor)];
  const approved = await Promise.all(
    Array.from({ length: 8 }, () => newsroom.approved(writer, editor, { authorIds })),
  );
  const query =
    'mutation ($input: PublishArticleInput!) { publishArticle(input: $input) { article { id } } }';
  const answers = await Promise.all(
    approved.map((article) => newsroom.ask(editor, query, { input: newsroom.on(article) })),
  );
  const numbers = answers.map(({ headers }) => Number(headers['x-content-seq'])).sort((a, b) => a - b);
  const [first = 0] = numbers;
  expect(numbers).toEqual(Array.from({ length: 8 }, (_, i) => first + i));
});
