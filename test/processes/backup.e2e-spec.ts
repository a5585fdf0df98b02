// What `npm run backup` writes while a newsroom works, and what is there after `npm run restore` in another database.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GraphQLAnswer, startApp, type TestApp } from '../support/app.js';
import { runCommand } from '../support/cli.js';
import { catalogueOf } from '../support/database-catalogue.js';
import { emptyDatabase, type TestDatabase } from '../support/database.js';
import { audit, historyStarted } from '../support/history.js';
import { type ArticleState, newsroomOf, type Person } from '../support/newsroom.js';
import { until } from '../support/server-process.js';
import { type Member, type Tokens, userFixtures } from '../support/user-fixtures.js';

const PREVIEW = 'mutation ($input: CreatePreviewInput!) { createPreview(input: $input) { token } }';
const CREATE_TOKEN =
  'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret apiToken { id } } }';
const REVOKE_TOKEN =
  'mutation ($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { apiToken { id } } }';
const READERS = `{ articles(first: 100) { totalCount nodes { id slug title body { html text } authors { name slug } tags { name slug }
  publishedAt updatedAt } } tags(first: 100) { nodes { name slug } } authors(first: 100) { nodes { name slug } }
  search(query: "words", first: 100) { totalCount } }`;
const EDITORS = `{ articles(first: 10) { totalCount nodes { id version reviewState owners { name } working { id title slug contentHash }
  live { liveFrom liveUntil revision { id } } scheduled { liveFrom revision { id } } tags: working { tags { name } } previews { id }
  history(first: 20) { nodes { name from to at by { name } } } revisions(first: 20) { nodes { number contentHash } } } } }`;

let folder: string;
let file: string;
let app: TestApp;
let restored: TestApp;
let database: TestDatabase;
let editor: Person;
let draft: ArticleState;
let member: Member;
let before: object;
let seqBefore: number;
let preview: string;
let revokedToken: string;
let session: Tokens;

const dataOf = async (answer: Promise<GraphQLAnswer>) => {
  const { data, errors } = await answer;
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
};
const answersOf = async (of: TestApp) => ({
  readers: await dataOf(of.delivery(READERS)),
  preview: await dataOf(
    of.delivery('query ($id: ID!) { article(id: $id) { slug title } }', { id: draft.id }, preview),
  ),
  editors: await dataOf(of.desk(EDITORS, {}, editor.token)),
});
const seqOf = async (of: TestApp) => Number((await of.delivery(READERS)).headers['x-content-seq']);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'copydesk-backup-'));
  file = join(folder, 'newsroom.backup');
  app = await startApp();
  await historyStarted(app);
  const newsroom = newsroomOf(app);
  const { run } = newsroom;
  const writer = await newsroom.person('WRITER');
  editor = await newsroom.person('EDITOR');
  const fields = {
    authorIds: [await newsroom.author(editor)],
    tagIds: [(await newsroom.tag(writer)).id],
    body: 'Some *words* — with \\backslashes\\, tabs\tand\nlines, қазақша.',
  };
  draft = await newsroom.draft(writer, fields);
  const live = await newsroom.published(writer, editor, fields);
  await newsroom.save(writer, live, { title: 'A correction in work' });
  const scheduled = await newsroom.approved(writer, editor, fields);
  await newsroom.schedule(editor, scheduled, new Date(Date.now() + 86_400_000));
  await newsroom.mutate(
    editor,
    'archiveArticle',
    'TransitionInput',
    newsroom.on(await newsroom.draft(editor, fields)),
  );
  preview = (await run(writer, PREVIEW, { input: { articleId: draft.id } })).createPreview.token;

  const users = userFixtures(app);
  member = await users.member('EDITOR');
  session = await users.signIn(member);
  const created = (await run(member.admin, CREATE_TOKEN, { input: { name: 'A program', userId: member.id } }))
    .createApiToken;
  revokedToken = created.secret;
  await run(member.admin, REVOKE_TOKEN, { input: { id: created.apiToken.id } });

  before = await answersOf(app);
  seqBefore = await seqOf(app);
  // The backup waits in the middle of its tables, after articles and before events, while people go on writing.
  const held = await app.owner.connect();
  await held.query('BEGIN; LOCK TABLE desk.body_diffs IN ACCESS EXCLUSIVE MODE');
  const backup = runCommand('backup.js', [file], { DATABASE_URL: app.databaseUrl });
  await until(async () => {
    const { rows } = await app.owner.query(
      `SELECT 1 FROM pg_locks l JOIN pg_stat_activity USING (pid) WHERE NOT granted AND application_name = 'copydesk-backup'`,
    );
    return rows.length > 0;
  });
  await newsroom.published(writer, editor, fields);
  await newsroom.save(writer, draft, { title: 'After the snapshot' });
  await held.query('COMMIT');
  held.release();
  expect(await backup).toEqual({ code: 0, stdout: expect.stringContaining(file), stderr: '' });

  database = await emptyDatabase();
  expect(await runCommand('restore.js', [file], { DATABASE_URL: database.url })).toEqual({
    ...{ code: 0, stdout: expect.stringContaining('Restored'), stderr: '' },
  });
  restored = await startApp({ databaseUrl: database.url });
});
afterAll(async () => {
  await restored?.close();
  await database?.drop();
  await app?.close();
  rmSync(folder, { recursive: true });
});

test('a restored newsroom answers readers, a preview and editors as it did when its snapshot was taken', async () => {
  expect(before).toMatchObject({
    readers: { articles: { totalCount: 1 }, search: { totalCount: 1 } },
    preview: { article: { title: expect.any(String) } },
    editors: { articles: { totalCount: 4 } },
  });
  expect(await answersOf(restored)).toEqual(before);
  expect(await answersOf(app)).not.toEqual(before);
});

test('a restored database has the tables, rights, constraints and triggers of a migrated one', async () => {
  const expected = await catalogueOf(app.owner);
  expect(expected.length).toBeGreaterThan(300);
  expect(await catalogueOf(restored.owner)).toEqual(expected);
});

test('what was in any table is there after a restore, but for sessions and attempts to sign in', async () => {
  const countsOf = async ({ owner }: TestApp) => {
    const { rows } = await owner.query<{ name: string; rows: number }>(`
      SELECT c.oid::regclass::text AS name,
        (xpath('/row/n/text()', query_to_xml('SELECT count(*) AS n FROM ' || c.oid::regclass, false, true, '')))[1]::text::int AS rows
      FROM pg_class c WHERE relkind = 'r' AND relnamespace::regnamespace::text IN ('desk', 'delivery')`);
    return rows;
  };
  const kept = new Set((await countsOf(restored)).filter(({ rows }) => rows > 0).map(({ name }) => name));
  const lost = (await countsOf(app)).filter(({ name, rows }) => rows > 0 && !kept.has(name));
  expect(lost.map(({ name }) => name).toSorted()).toEqual(
    expect.arrayContaining(['desk.refresh_tokens', 'desk.sessions']),
  );
  expect(lost.filter(({ name }) => !/sessions|refresh_tokens|rate_limits|presences/.test(name))).toEqual([]);
});

test('after a restore people sign in with their passwords, and the sessions from before are over', async () => {
  const users = userFixtures(restored);
  expect(await users.whoIs(session.accessToken)).toBeNull();
  expect((await users.askToRefresh(session.refreshToken)).errors).toHaveLength(1);
  expect(await users.whoIs((await users.signIn(member)).accessToken)).toBe(member.id);
});

test('a token of a program that was revoked before the backup stays revoked after a restore', async () => {
  const users = userFixtures(restored);
  expect(await users.whoIs(editor.token)).toBe(editor.id);
  expect(await users.whoIs(revokedToken)).toBeNull();
});

test('after a restore the number of the last change is beyond every number that a client may have', async () => {
  expect(await seqOf(restored)).toBeGreaterThan(await seqOf(app));
  expect(await seqOf(restored)).toBeGreaterThan(seqBefore);
});

test('an article is written and published in a restored newsroom', async () => {
  const newsroom = newsroomOf(restored);
  const writer = await newsroom.person('WRITER');
  const article = await newsroom.published(writer, editor, { authorIds: [await newsroom.author(editor)] });
  const { data } = await restored.delivery('query ($id: ID!) { article(id: $id) { slug } }', {
    id: article.id,
  });
  expect(data.article.slug).toBe(article.working.slug);
});

test('nothing is found in the history of a restored newsroom, and what is written there goes on from it', async () => {
  const { findings, summary } = await audit(restored);
  expect(findings).toEqual([]);
  expect(summary.events).toBeGreaterThan(10);
  expect(summary).toMatchObject({ waiting: 0, takenIn: [] });
});

test('only its owner may read the file of a backup, and no other file is left', () => {
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(`${file}.partial`, { throwIfNoEntry: false })).toBeUndefined();
});
