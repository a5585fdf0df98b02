// What the database forbids, whatever the application would try: tried under its roles.
import type { PoolClient } from 'pg';
import { startApp, type TestApp } from './support/app.js';
import { newsroom } from './support/newsroom.js';
import { word } from './support/tags-and-authors.js';

let app: TestApp;
let articleId: string;
let otherId: string;
beforeAll(async () => {
  app = await startApp();
  const room = newsroom(app);
  const [editor, writer] = [await room.person('EDITOR'), await room.person('WRITER')];
  const fields = { authorIds: [await room.author(editor)], tagIds: [(await room.tag(writer)).id] };
  articleId = (await room.published(writer, editor, fields)).id;
  otherId = (await room.published(writer, editor, fields)).id;
});
afterAll(() => app.close());

/** PostgreSQL's code of why it refuses; undefined where it does not. Whatever happens is undone. */
async function refusal(role: string, statement: string, values: unknown[] = []): Promise<string | undefined> {
  const session: PoolClient = await app.owner.connect();
  try {
    await session.query('BEGIN');
    await session.query(`SET LOCAL ROLE ${role}`);
    await session.query(statement, values);
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await session.query('ROLLBACK');
    session.release();
  }
}

const DENIED = '42501';
const READABLE = [
  'live_articles',
  'live_listings',
  'live_counts',
  'live_tags',
  'live_authors',
  'live_slugs',
  'content_seq',
];

test('delivery reads the views of what is live, and no other relation of either schema', async () => {
  const { rows } = await app.owner.query<{ name: string }>(
    `SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
     WHERE table_schema IN ('desk', 'delivery', 'public')`,
  );
  expect(rows.length).toBeGreaterThan(25);
  const readable = READABLE.map((name) => `delivery.${name}`);
  for (const { name } of rows) {
    const expected = readable.includes(name) ? undefined : DENIED;
    expect([name, await refusal('copydesk_delivery', `SELECT * FROM ${name}`)]).toEqual([name, expected]);
    for (const change of [`DELETE FROM ${name}`, `INSERT INTO ${name} DEFAULT VALUES`, `TRUNCATE ${name}`]) {
      expect([change, await refusal('copydesk_delivery', change)]).not.toEqual([change, undefined]);
    }
  }
});

test('delivery reads no word of what is only scheduled', async () => {
  const room = newsroom(app);
  const [editor, writer] = [await room.person('EDITOR'), await room.person('WRITER')];
  const secret = word();
  const fields = {
    authorIds: [await room.author(editor, `Author ${secret}`)],
    tagIds: [(await room.tag(writer, `Tag ${secret}`)).id],
    title: secret,
  };
  const article = await room.approved(writer, editor, fields);
  const read = async () => {
    const session = await app.owner.connect();
    try {
      await session.query('SET ROLE copydesk_delivery');
      const rows = [];
      for (const name of READABLE) rows.push(...(await session.query(`SELECT * FROM delivery.${name}`)).rows);
      return JSON.stringify(rows);
    } finally {
      session.release(true);
    }
  };
  const scheduled = await room.schedule(editor, article, new Date(Date.now() + 86_400_000));
  expect(await read()).not.toContain(secret);
  await room.publish(editor, scheduled);
  expect(await read()).toContain(`"tag-${secret}"`);
});

test.each(['CREATE TABLE delivery.mine (a int)', 'CREATE TABLE public.mine (a int)', 'SELECT lo_create(1)'])(
  'delivery makes nothing: %s',
  async (statement) => {
    const session = await app.owner.connect();
    try {
      const { rows } = await session.query("SELECT current_setting('server_version_num')::int AS version");
      // PostgreSQL 15 lets anybody make an empty large object, in a transaction that only reads too.
      if (statement.includes('lo_create') && rows[0]?.version < 160_000) return;
      await session.query('SET ROLE copydesk_delivery; SET default_transaction_read_only = on');
      await expect(session.query(statement)).rejects.toMatchObject({
        code: expect.stringMatching(/^(42501|25006)$/),
      });
    } finally {
      session.release(true);
    }
  },
);

test.each(['revisions', 'revision_authors', 'revision_tags', 'events'])(
  'the desk cannot rewrite %s',
  async (table) => {
    const [{ column }] = (
      await app.owner.query(
        `SELECT column_name AS column FROM information_schema.columns WHERE table_schema = 'desk' AND table_name = $1 AND is_generated = 'NEVER'`,
        [table],
      )
    ).rows;
    for (const statement of [
      `UPDATE desk.${table} SET ${column} = ${column}`,
      `DELETE FROM desk.${table}`,
      `TRUNCATE desk.${table}`,
    ]) {
      expect([statement, await refusal('copydesk_desk', statement)]).toEqual([statement, DENIED]);
    }
  },
);

const PUBLISH = `INSERT INTO desk.publications (id, article_id, revision_id, live_from, live_until, published_at, created_by_id)
  SELECT 'pub_test', $1, r.id, $3, $4, now(), r.created_by_id FROM desk.revisions r WHERE r.article_id = $2`;

test('an article has one publication at a time', async () => {
  const at = (from: string, until: string | null) =>
    refusal('copydesk_desk', PUBLISH, [articleId, articleId, from, until]);
  expect(await at('2999-01-01', null)).toBe('23P01');
  expect(await at('2001-01-01', '2002-01-01')).toBeUndefined();
  expect(await at('2002-01-01', '2001-01-01')).toBe('23514');
});

test("a publication's revision is its article's", async () => {
  expect(await refusal('copydesk_desk', PUBLISH, [articleId, otherId, '2001-01-01', '2002-01-01'])).toBe(
    '23503',
  );
});
