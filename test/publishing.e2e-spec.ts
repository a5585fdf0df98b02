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

test.each(['tag', 'author'] as const)(
  'a preview that is made while its %s is being renamed shows the new name',
  async (kind) => {
    const [authorId, tag] = [await newsroom.author(editor), await newsroom.tag(editor)];
    const draft = await newsroom.draft(writer, { authorIds: [authorId], tagIds: [tag.id] });
    const create = 'mutation ($input: CreatePreviewInput!) { createPreview(input: $input) { token } }';
    // One that has expired has the name too: whoever makes the next one removes it.
    await newsroom.run(writer, create, { input: { articleId: draft.id } });
    await app.owner.query('UPDATE delivery.previews SET expires_at = now() WHERE article_id = $1', [
      draft.id,
    ]);
    const name = `${tag.slug} anew`;
    const type = kind === 'tag' ? 'UpdateTagInput' : 'UpdateAuthorInput';
    const mutation =
      kind === 'tag'
        ? 'updateTag(input: $input) { tag { id } }'
        : 'updateAuthor(input: $input) { author { id } }';
    let made: Promise<{ createPreview: { token: string } }> | undefined;
    let renamed: Promise<unknown> | undefined;
    await whilePublishingIsHeld(app.owner, async () => {
      renamed = newsroom.run(editor, `mutation ($input: ${type}!) { ${mutation} }`, {
        input: { id: kind === 'tag' ? tag.id : authorId, name },
      });
      await untilSomebodyWaits();
      made = newsroom.run(writer, create, { input: { articleId: draft.id } });
      // One that did not wait for the rename would be there by then.
      await Promise.race([made, sleep(500)]);
    });
    await renamed;
    const { data } = await app.delivery(
      'query ($id: ID) { article(id: $id) { tags { name } authors { name } } }',
      { id: draft.id },
      (await made)?.createPreview.token,
    );
    expect(data.article[`${kind}s`]).toEqual([{ name }]);
  },
);

test('what has ended is kept as readers had it, column by column', async () => {
  const article = await newsroom.published(writer, editor, {
    authorIds: [await newsroom.author(editor)],
    tagIds: [(await newsroom.tag(writer)).id],
    subtitle: 'A subtitle',
    excerpt: 'An excerpt',
    seo: { title: 'A title', description: 'A description', canonicalUrl: 'https://home.example/text' },
  });
  const rowIn = async (table: string) => {
    const query = `SELECT to_jsonb(a) - 'live_until' AS row FROM delivery.${table} a WHERE article_id = $1`;
    return (await app.owner.query<{ row: object }>(query, [article.id])).rows[0]?.row;
  };
  const current = await rowIn('articles');
  expect(Object.entries(current ?? {}).filter(([, value]) => value === null)).toEqual([]);
  await newsroom.mutate(editor, 'unpublishArticle', 'TransitionInput', newsroom.on(article));
  expect(await rowIn('articles')).toBeUndefined();
  expect(await rowIn('past_articles')).toEqual(current);
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
