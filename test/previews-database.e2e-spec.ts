// What the database holds of previews: who may read what they show, how an older server and this one share them, and whose connections they
// take.
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { previewToken } from '../src/graphql/preview-token.js';
import { connectionAs } from '../src/database/connection.js';
import { startApp, TEST_SECRET, type TestApp } from './support/app.js';
import { codeOf, newsroomOf, type Newsroom, type Person } from './support/newsroom.js';
import { MUTATIONS, word } from './support/tags-and-authors.js';

let app: TestApp;
let newsroom: Newsroom;
let writer: Person;
let editor: Person;
let byline: { authorIds: string[] };
beforeAll(async () => {
  app = await startApp({ poolSize: 2 });
  newsroom = newsroomOf(app);
  [writer, editor] = await Promise.all([newsroom.person('WRITER'), newsroom.person('EDITOR')]);
  byline = { authorIds: [await newsroom.author(editor)] };
});
afterAll(() => app.close());

const CREATE =
  'mutation ($input: CreatePreviewInput!) { createPreview(input: $input) { token preview { id } } }';
const create = async (who: Person, input: object) =>
  (await newsroom.run(who, CREATE, { input })).createPreview;
const secretOf = async (id: string): Promise<string> =>
  (await app.owner.query('SELECT id FROM delivery.previews WHERE desk_id = $1', [id])).rows[0].id;
const titleOf = async (id: string, token: string) =>
  (await app.delivery('query ($id: ID!) { article(id: $id) { title } }', { id }, token)).data.article?.title;

test('the delivery role reads the one revision of the preview that its connection presents, and nothing without', async () => {
  const title = word();
  const shown = await newsroom.draft(writer, { ...byline, title });
  const hidden = word();
  await newsroom.draft(writer, { ...byline, title: hidden });
  const secret = await secretOf((await create(writer, { articleId: shown.id })).preview.id);
  const role = new pg.Client(connectionAs('copydesk_delivery', app.databaseUrl));
  await role.connect();
  const titles = async (presented: string): Promise<string[]> => {
    await role.query("SELECT set_config('copydesk.preview', $1, false)", [presented]);
    const { rows } = await role.query<{ title: string }>('SELECT title FROM delivery.preview_articles');
    const { rows: site } = await role.query<{ title: string }>('SELECT title FROM delivery.as_of_articles');
    return [...rows, ...site].map((row) => row.title);
  };
  expect(await titles(secret)).toContain(title);
  expect(await titles(secret)).not.toContain(hidden);
  for (const other of ['', secret.slice(0, 30), `${secret}0`]) expect(await titles(other)).toEqual([]);
  await app.owner.query("UPDATE delivery.previews SET expires_at = now() - interval '1 s' WHERE id = $1", [
    secret,
  ]);
  expect(await titles(secret)).toEqual([]);
  await role.end();
});

test('a preview that an older server has made refers to the revision too, and each server opens the other’s', async () => {
  const title = word();
  const draft = await newsroom.draft(writer, { ...byline, title });
  const secret = `prv_${word().padEnd(26, '0').slice(0, 26)}${'f'.repeat(32)}`;
  // As commit 9a60fed wrote it.
  await app.owner.query(
    `INSERT INTO delivery.previews (id, expires_at, article)
     SELECT $1, now() + interval '1 hour', to_jsonb(shaped) FROM (
       SELECT s.*, $1::text AS publication_id, now() AS published_at, now() AS live_from,
         'infinity'::timestamptz AS live_until
       FROM desk.shaped_revisions s WHERE s.revision_id = $2
     ) shaped`,
    [secret, draft.working.id],
  );
  const { rows } = await app.owner.query('SELECT article, revision_id FROM delivery.previews WHERE id = $1', [
    secret,
  ]);
  expect(rows).toEqual([{ article: null, revision_id: draft.working.id }]);
  expect(await titleOf(draft.id, previewToken(TEST_SECRET, secret, 60).token)).toBe(title);
  const own = await secretOf((await create(writer, { articleId: draft.id })).preview.id);
  for (const preview of [secret, own]) {
    const before = await app.owner.query(
      'SELECT title FROM delivery.previewed_articles($1) WHERE article_id = $2',
      [preview, draft.id],
    );
    expect(before.rows).toEqual([{ title }]);
  }
});

test('a preview shows a tag by the name that it has now, and by the tag that it was merged into', async () => {
  const [tag, into] = [await newsroom.tag(editor), await newsroom.tag(editor)];
  const draft = await newsroom.draft(writer, { ...byline, tagIds: [tag.id] });
  const { token } = await create(writer, { articleId: draft.id });
  const query = `query ($id: ID!, $slug: String!) {
    article(id: $id) { tags { id name articleCount } } tag(slug: $slug) { id articles { totalCount nodes { id } } }
  }`;
  const tagsNow = async () => (await app.delivery(query, { id: draft.id, slug: tag.slug }, token)).data;
  const name = word();
  await newsroom.run(editor, MUTATIONS.updateTag, { input: { id: tag.id, name } });
  const articles = { totalCount: 1, nodes: [{ id: draft.id }] };
  expect(await tagsNow()).toEqual({
    article: { tags: [{ id: tag.id, name, articleCount: 1 }] },
    tag: { id: tag.id, articles },
  });
  await newsroom.run(editor, MUTATIONS.mergeTags, { input: { fromId: tag.id, intoId: into.id } });
  expect(await tagsNow()).toMatchObject({
    article: { tags: [{ id: into.id }] },
    tag: { id: into.id, articles },
  });
});

test('counts and lists of a preview have the article once, where it was and where it goes', async () => {
  const [stays, leaves, joins] = [
    await newsroom.tag(editor),
    await newsroom.tag(editor),
    await newsroom.tag(editor),
  ];
  const live = await newsroom.published(writer, editor, { ...byline, tagIds: [stays.id, leaves.id] });
  await newsroom.published(writer, editor, { ...byline, tagIds: [stays.id] });
  await newsroom.save(writer, live, { tagIds: [stays.id, joins.id] });
  const { token } = await create(writer, { articleId: live.id });
  const query = `query ($stays: String!, $leaves: String!, $joins: String!) {
    articles(first: 100) { totalCount nodes { id } }
    stays: tag(slug: $stays) { articleCount articles { totalCount nodes { id } } }
    leaves: tag(slug: $leaves) { articleCount }
    joins: tag(slug: $joins) { articleCount articles(orderBy: RECENTLY_UPDATED) { nodes { id } } }
    both: articles(where: { tags: [$stays, $joins] }) { totalCount nodes { id } }
    tags(first: 100) { nodes { id } }
  }`;
  const { data } = await app.delivery(
    query,
    { stays: stays.slug, leaves: leaves.slug, joins: joins.slug },
    token,
  );
  expect(data).toMatchObject({
    stays: { articleCount: 2, articles: { totalCount: 2 } },
    leaves: null,
    joins: { articleCount: 1, articles: { nodes: [{ id: live.id }] } },
    both: { totalCount: 1, nodes: [{ id: live.id }] },
  });
  expect(data.articles.nodes).toHaveLength(data.articles.totalCount);
  const ids = data.tags.nodes.map(({ id }: { id: string }) => id);
  expect(ids).toEqual(expect.arrayContaining([stays.id, joins.id]));
  expect(ids).not.toContain(leaves.id);
});

test('counts of a site as of an instant past are those of then', async () => {
  const tag = await newsroom.tag(editor);
  const article = await newsroom.published(writer, editor, { ...byline, tagIds: [tag.id] });
  const query = `query ($slug: String!) {
    tag(slug: $slug) { articleCount articles(orderBy: OLDEST) { totalCount nodes { id } } }
  }`;
  const { data } = await app.delivery('query ($id: ID!) { article(id: $id) { updatedAt } }', {
    id: article.id,
  });
  const asOf = data.article.updatedAt;
  await newsroom.mutate(editor, 'unpublishArticle', 'TransitionInput', newsroom.on(article));
  await newsroom.published(writer, editor, { ...byline, tagIds: [tag.id] });
  await newsroom.published(writer, editor, { ...byline, tagIds: [tag.id] });
  const { token } = await create(editor, { asOf });
  const then = await app.delivery(query, { slug: tag.slug }, token);
  expect(then.data.tag).toEqual({
    articleCount: 1,
    articles: { totalCount: 1, nodes: [{ id: article.id }] },
  });
  expect((await app.delivery(query, { slug: tag.slug })).data.tag.articleCount).toBe(2);
});

test('waiting previews leave readers their connections, and too many of them are RATE_LIMITED', async () => {
  const draft = await newsroom.draft(writer, byline);
  const { token } = await create(writer, { articleId: draft.id });
  await titleOf(draft.id, token);
  const lock = await app.owner.connect();
  try {
    await lock.query('BEGIN');
    // Only previews read this table.
    await lock.query('LOCK TABLE delivery.previews IN ACCESS EXCLUSIVE MODE');
    // Two have a connection, a hundred may wait.
    const waiting = Array.from({ length: 102 }, () => app.delivery('{ tags { totalCount } }', {}, token));
    await sleep(300);
    const refused = await app.delivery('{ tags { totalCount } }', {}, token);
    expect(codeOf(refused)).toBe('RATE_LIMITED');
    const { data } = await app.delivery('{ tags { totalCount } }');
    expect(data.tags.totalCount).toEqual(expect.any(Number));
    await lock.query('ROLLBACK');
    for (const answer of await Promise.all(waiting)) expect(answer.errors).toBeUndefined();
  } finally {
    await lock.query('ROLLBACK');
    lock.release();
  }
});
