// What becomes of writes while somebody else holds a lock that they need, for longer than they wait for one: BUSY, and nothing changes.
import { startNewsroom, type ArticleState, codeOf, type Person } from './support/newsroom.js';
import { tagsAndAuthors, word } from './support/tags-and-authors.js';

const { app, newsroom, writer, editor, authorIds } = await startNewsroom();
afterAll(() => app.close());

/** Takes a lock in a session of its own, does `work`, and only then gives it back. */
async function whileHeld<T>(lock: string, values: unknown[], work: () => Promise<T>): Promise<T> {
  const holder = await app.owner.connect();
  try {
    await holder.query('BEGIN');
    await holder.query(lock, values);
    return await work();
  } finally {
    await holder.query('ROLLBACK');
    holder.release();
  }
}
const PUBLISHING = 'SELECT delivery.lock_publishing()';
const ARTICLE = 'SELECT FROM desk.articles WHERE id = $1 FOR UPDATE';

const attempt = async (who: Person, name: string, type: string, input: object) =>
  codeOf(
    await newsroom.ask(who, `mutation ($input: ${type}!) { ${name}(input: $input) { article { id } } }`, {
      input,
    }),
  );
const publish = (article: ArticleState) =>
  attempt(editor, 'publishArticle', 'PublishArticleInput', newsroom.on(article));
const save = ({ id, working }: ArticleState) =>
  attempt(editor, 'saveDraft', 'SaveDraftInput', {
    articleId: id,
    baseRevisionId: working.id,
    title: 'Saved',
  });

/** All that a write of an article would change. */
async function stored(id: string) {
  const { rows } = await app.owner.query(
    `SELECT to_jsonb(a) AS article, (SELECT count(*) FROM desk.events WHERE article_id = a.id) AS events,
       (SELECT count(*) FROM desk.revisions WHERE article_id = a.id) AS revisions,
       (SELECT jsonb_agg(p) FROM desk.publications p WHERE article_id = a.id) AS publications,
       (SELECT count(*) FROM delivery.articles WHERE article_id = a.id) AS delivered,
       (SELECT max(seq) FROM delivery.changes) AS changes
     FROM desk.articles a WHERE id = $1`,
    [id],
  );
  return rows;
}

test('an article that is published while somebody else keeps publishing locked is BUSY, stays as it is, and can be published later', async () => {
  const article = await newsroom.approved(writer, editor, { authorIds });
  const before = await stored(article.id);
  expect(await whileHeld(PUBLISHING, [], () => publish(article))).toBe('BUSY');
  expect(await stored(article.id)).toEqual(before);
  expect(await publish(article)).toBeUndefined();
}, 30_000);

test('while ten who publish wait for publishing, which somebody keeps locked, a draft is saved and each of them gets BUSY', async () => {
  const [draft, ...approved] = await Promise.all([
    newsroom.draft(writer, { authorIds }),
    ...Array.from({ length: 10 }, () => newsroom.approved(writer, editor, { authorIds })),
  ]);
  const [saved, ...published] = await whileHeld(PUBLISHING, [], () =>
    Promise.all([save(draft), ...approved.map(publish)]),
  );
  expect([saved, published]).toEqual([undefined, approved.map(() => 'BUSY')]);
}, 30_000);

test('a save that has to record a schedule first, while publishing is kept locked, is BUSY and changes nothing', async () => {
  const { scheduled, at } = await newsroom.scheduleSoon(
    editor,
    await newsroom.approved(writer, editor, { authorIds }),
  );
  const codes = await whileHeld(PUBLISHING, [], async () => {
    const before = await stored(scheduled.id);
    await app.owner.query('SELECT pg_sleep_until($1)', [at]);
    const answers = await Promise.all([save(scheduled), save(scheduled), save(scheduled)]);
    expect(await stored(scheduled.id)).toEqual(before);
    return answers;
  });
  expect(codes).toEqual(['BUSY', 'BUSY', 'BUSY']);
}, 30_000);

test('a tag that is renamed while publishing is kept locked is BUSY and keeps its name', async () => {
  const { make, ask } = tagsAndAuthors(app);
  const tag = await make(editor, 'createTag', { name: `Named ${word()}` });
  const answer = await whileHeld(PUBLISHING, [], () =>
    ask(editor, 'updateTag', { id: tag.id, name: 'Renamed' }),
  );
  expect(codeOf(answer)).toBe('BUSY');
  const { rows } = await app.owner.query('SELECT name FROM desk.tags WHERE id = $1', [tag.id]);
  expect(rows).toEqual([{ name: tag.name }]);
}, 30_000);

test('an article that somebody keeps locked is BUSY for whoever saves or publishes it, and stays as it is', async () => {
  const article = await newsroom.approved(writer, editor, { authorIds });
  const before = await stored(article.id);
  const codes = await whileHeld(ARTICLE, [article.id], () => Promise.all([publish(article), save(article)]));
  expect(codes).toEqual(['BUSY', 'BUSY']);
  expect(await stored(article.id)).toEqual(before);
}, 30_000);

test('a document whose first mutation is BUSY has its second one made all the same', async () => {
  const article = await newsroom.approved(writer, editor, { authorIds });
  const query = `mutation ($publish: PublishArticleInput!, $tag: CreateTagInput!) {
    publishArticle(input: $publish) { article { id } } createTag(input: $tag) { tag { name } }
  }`;
  const name = `Named ${word()}`;
  const answer = await whileHeld(PUBLISHING, [], () =>
    newsroom.ask(editor, query, { publish: newsroom.on(article), tag: { name } }),
  );
  expect(answer).toMatchObject({
    status: 200,
    data: { publishArticle: null, createTag: { tag: { name } } },
    errors: [{ path: ['publishArticle'], extensions: { code: 'BUSY', retryAfter: 1 } }],
  });
}, 30_000);
