// What PostgreSQL denies to the roles of the application, whatever the application attempts.
import type { PoolClient } from 'pg';
import { startApp, type TestApp } from './support/app.js';
import { newsroomOf } from './support/newsroom.js';
import { word } from './support/tags-and-authors.js';

let app: TestApp;
let articleId: string;
let otherId: string;
beforeAll(async () => {
  app = await startApp();
  const newsroom = newsroomOf(app);
  const [editor, writer] = [await newsroom.person('EDITOR'), await newsroom.person('WRITER')];
  const fields = { authorIds: [await newsroom.author(editor)], tagIds: [(await newsroom.tag(writer)).id] };
  articleId = (await newsroom.published(writer, editor, fields)).id;
  otherId = (await newsroom.published(writer, editor, fields)).id;
});
afterAll(() => app.close());

/** The SQLSTATE of a refused statement, undefined for an accepted one. Always rolls back. */
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
/** They show nothing to a connection that presents no preview. */
const OF_PREVIEWS = ['preview', 'as_of'].flatMap((family) =>
  ['articles', 'listings', 'counts', 'tags', 'authors', 'slugs'].map((name) => `${family}_${name}`),
);

test('the delivery role can read the views of live content and no other relation', async () => {
  const { rows } = await app.owner.query<{ name: string }>(
    `SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
     WHERE table_schema IN ('desk', 'delivery', 'public')`,
  );
  expect(rows.length).toBeGreaterThan(25);
  const readable = [...READABLE, ...OF_PREVIEWS, 'as_of_instant'].map((name) => `delivery.${name}`);
  for (const { name } of rows) {
    const expected = readable.includes(name) ? undefined : DENIED;
    expect([name, await refusal('copydesk_delivery', `SELECT * FROM ${name}`)]).toEqual([name, expected]);
    for (const change of [`DELETE FROM ${name}`, `INSERT INTO ${name} DEFAULT VALUES`, `TRUNCATE ${name}`]) {
      expect([change, await refusal('copydesk_delivery', change)]).not.toEqual([change, undefined]);
    }
  }
});

test('the delivery role cannot read an article that is only scheduled', async () => {
  const newsroom = newsroomOf(app);
  const [editor, writer] = [await newsroom.person('EDITOR'), await newsroom.person('WRITER')];
  const secret = word();
  const fields = {
    authorIds: [await newsroom.author(editor, `Author ${secret}`)],
    tagIds: [(await newsroom.tag(writer, `Tag ${secret}`)).id],
    title: secret,
  };
  const article = await newsroom.approved(writer, editor, fields);
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
  const scheduled = await newsroom.schedule(editor, article, new Date(Date.now() + 86_400_000));
  expect(await read()).not.toContain(secret);
  await newsroom.publish(editor, scheduled);
  expect(await read()).toContain(`"tag-${secret}"`);
});

test.each(['CREATE TABLE delivery.mine (a int)', 'CREATE TABLE public.mine (a int)', 'SELECT lo_create(1)'])(
  'the delivery role cannot create objects: %s',
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
  'the desk role cannot update, delete or truncate %s',
  async (table) => {
    const [{ column }] = (
      await app.owner.query(
        `SELECT column_name AS column FROM information_schema.columns WHERE table_schema = 'desk' AND table_name = $1 AND is_generated = 'NEVER'
         ORDER BY ordinal_position`,
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

test('of a revision the desk role can change what a renderer made, and nothing that somebody wrote', async () => {
  const { rows } = await app.owner.query<{ name: string }>(
    `SELECT column_name AS name FROM information_schema.columns
     WHERE table_schema = 'desk' AND table_name = 'revisions'
       AND has_column_privilege('copydesk_desk', 'desk.revisions', column_name, 'UPDATE') ORDER BY 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual([
    'html',
    'opening',
    'reading_minutes',
    'refused_by',
    'renderer',
    'text',
    'word_count',
  ]);
});

const PUBLISH = `INSERT INTO desk.publications (id, article_id, revision_id, live_from, live_until, published_at, created_by_id)
  SELECT 'pub_test', $1, r.id, $3, $4, now(), r.created_by_id FROM desk.revisions r WHERE r.article_id = $2`;

test('the database refuses overlapping publications of one article', async () => {
  const at = (from: string, until: string | null) =>
    refusal('copydesk_desk', PUBLISH, [articleId, articleId, from, until]);
  expect(await at('2999-01-01', null)).toBe('23P01');
  expect(await at('2001-01-01', '2002-01-01')).toBeUndefined();
  expect(await at('2002-01-01', '2001-01-01')).toBe('23514');
});

test('the database refuses to publish a revision of another article', async () => {
  expect(await refusal('copydesk_desk', PUBLISH, [articleId, otherId, '2001-01-01', '2002-01-01'])).toBe(
    '23503',
  );
});

describe('every right on', () => {
  const RIGHTS = { SELECT: 'r', INSERT: 'a', UPDATE: 'w', DELETE: 'd' };
  const rightsOf = (role: string, relation: string) =>
    Object.entries(RIGHTS)
      .map(
        ([right, letter]) =>
          `CASE WHEN has_table_privilege('${role}', ${relation}, '${right}') THEN '${letter}' ELSE '-' END`,
      )
      .join(' || ');

  test('tables and views is one that is stated here', async () => {
    const { rows } = await app.owner.query<{ line: string }>(`
      SELECT c.oid::regclass || ' ' || ${rightsOf('copydesk_desk', 'c.oid')} || ' '
        || ${rightsOf('copydesk_delivery', 'c.oid')} AS line
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname IN ('desk', 'delivery') AND c.relkind IN ('r', 'v') ORDER BY n.nspname, c.relname`);
    expect(rows.map(({ line }) => line)).toMatchInlineSnapshot(`
     [
       "delivery.articles rawd ----",
       "delivery.as_of_articles rawd r---",
       "delivery.as_of_authors rawd r---",
       "delivery.as_of_counts rawd r---",
       "delivery.as_of_instant rawd r---",
       "delivery.as_of_listings rawd r---",
       "delivery.as_of_slugs rawd r---",
       "delivery.as_of_tags rawd r---",
       "delivery.authors rawd ----",
       "delivery.changes rawd ----",
       "delivery.content_seq rawd r---",
       "delivery.current_articles rawd ----",
       "delivery.instants rawd ----",
       "delivery.listings rawd ----",
       "delivery.lists rawd ----",
       "delivery.live_articles rawd r---",
       "delivery.live_authors rawd r---",
       "delivery.live_counts rawd r---",
       "delivery.live_listings rawd r---",
       "delivery.live_slugs rawd r---",
       "delivery.live_tags rawd r---",
       "delivery.past_articles rawd ----",
       "delivery.past_listings rawd ----",
       "delivery.presented rawd ----",
       "delivery.presented_article rawd ----",
       "delivery.presented_lists rawd ----",
       "delivery.preview_articles rawd r---",
       "delivery.preview_authors rawd r---",
       "delivery.preview_counts rawd r---",
       "delivery.preview_listings rawd r---",
       "delivery.preview_slugs rawd r---",
       "delivery.preview_tags rawd r---",
       "delivery.previews rawd ----",
       "delivery.renamed rawd ----",
       "delivery.slugs rawd ----",
       "delivery.tags rawd ----",
       "desk.api_tokens rawd ----",
       "desk.article_owners rawd ----",
       "desk.article_slugs rawd ----",
       "desk.articles raw- ----",
       "desk.author_slugs rawd ----",
       "desk.authors rawd ----",
       "desk.autosaves rawd ----",
       "desk.body_diffs rawd ----",
       "desk.event_hashes ra-- ----",
       "desk.events ra-- ----",
       "desk.history_heads raw- ----",
       "desk.history_marks ra-- ----",
       "desk.presences rawd ----",
       "desk.publications rawd ----",
       "desk.rate_limits rawd ----",
       "desk.refresh_tokens rawd ----",
       "desk.revision_authors ra-- ----",
       "desk.revision_tags ra-- ----",
       "desk.revision_words rawd ----",
       "desk.revisions ra-- ----",
       "desk.sessions rawd ----",
       "desk.shaped_revisions rawd ----",
       "desk.tag_slugs rawd ----",
       "desk.tags rawd ----",
       "desk.users raw- ----",
     ]
    `);
  });

  test('functions is one that is stated here, and no function is everybody’s', async () => {
    const { rows } = await app.owner.query<{ line: string }>(`
      SELECT p.oid::regproc || ' ' || array_to_string(ARRAY(
        SELECT rolname FROM pg_roles WHERE rolname LIKE 'copydesk\\_de%' AND has_function_privilege(oid, p.oid, 'EXECUTE')
        ORDER BY 1), ' ') AS line
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE n.nspname IN ('desk', 'delivery') ORDER BY p.oid::regproc::text`);
    expect(rows.map(({ line }) => line)).toMatchInlineSnapshot(`
     [
       "delivery.affected_tags copydesk_desk",
       "delivery.any_word copydesk_delivery copydesk_desk",
       "delivery.append_change copydesk_desk",
       "delivery.begun_words copydesk_delivery copydesk_desk",
       "delivery.copy_words ",
       "delivery.count_added_listings copydesk_desk",
       "delivery.count_removed_listings copydesk_desk",
       "delivery.current_author_ids copydesk_delivery copydesk_desk",
       "delivery.current_authors copydesk_delivery copydesk_desk",
       "delivery.current_tag_ids copydesk_delivery copydesk_desk",
       "delivery.current_tags copydesk_delivery copydesk_desk",
       "delivery.fill_preview ",
       "delivery.instants_within copydesk_desk",
       "delivery.is_stale copydesk_desk",
       "delivery.list_key copydesk_desk",
       "delivery.list_past_article ",
       "delivery.listings_of copydesk_desk",
       "delivery.lock_publishing copydesk_desk",
       "delivery.move_ended copydesk_desk",
       "delivery.name_past_article ",
       "delivery.name_words copydesk_delivery copydesk_desk",
       "delivery.preview_kind copydesk_delivery copydesk_desk",
       "delivery.previewed_articles copydesk_delivery copydesk_desk",
       "delivery.previewed_authors copydesk_delivery copydesk_desk",
       "delivery.previewed_counts copydesk_delivery copydesk_desk",
       "delivery.previewed_listings copydesk_delivery copydesk_desk",
       "delivery.previewed_slugs copydesk_delivery copydesk_desk",
       "delivery.previewed_tags copydesk_delivery copydesk_desk",
       "delivery.project_article copydesk_desk",
       "delivery.rename_in_articles ",
       "delivery.searchable_text copydesk_delivery copydesk_desk",
       "delivery.unspaced_letter copydesk_delivery copydesk_desk",
       "delivery.whole_words copydesk_delivery copydesk_desk",
       "delivery.written_text copydesk_delivery copydesk_desk",
       "desk.article_words copydesk_desk",
       "desk.assert_archived_has_nothing_live ",
       "desk.assert_history_grows ",
       "desk.index_revision ",
       "desk.index_revision_words ",
       "desk.reindex_revision_words ",
     ]
    `);
  });
});

test('a table that a later migration adds is the desk’s, and not delivery’s', async () => {
  for (const schema of ['desk', 'delivery']) {
    await app.owner.query(`CREATE TABLE ${schema}.later (id text)`);
    const read = `SELECT * FROM ${schema}.later`;
    expect(await refusal('copydesk_desk', read)).toBeUndefined();
    expect(await refusal('copydesk_delivery', read)).toBe(DENIED);
    await app.owner.query(`DROP TABLE ${schema}.later`);
  }
});
