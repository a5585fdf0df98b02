// The two APIs through PgBouncer in transaction mode, each by a login of its own; only migrations and changes go directly.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { DELIVERY_SETTINGS } from '../../src/database/delivery-pool.js';
import { startApp, TEST_SECRET, type TestApp } from '../support/app.js';
import { cloneDatabase, inCluster, type TestDatabase } from '../support/database.js';
import { newsroomOf, type ArticleState, type Newsroom, type Person } from '../support/newsroom.js';
import { describeWithPgBouncer, startPgBouncer, type Pooler } from '../support/pgbouncer.js';
import { commands } from '../support/server-process.js';
import { STEPS } from '../support/steps.js';
import { word } from '../support/tags-and-authors.js';

const NAME = randomBytes(4).toString('hex');
const [WRITES, READS] = [`writes_${NAME}`, `reads_${NAME}`];
/** Logins that nobody has given anything. */
const [BARE, TOO_MIGHTY] = [`bare_${NAME}`, `mighty_${NAME}`];
const LOGINS = [WRITES, READS, BARE, TOO_MIGHTY];
const PASSWORD = 'a password of the tests';
const CREATE_PREVIEW = 'mutation ($input: CreatePreviewInput!) { createPreview(input: $input) { token } }';
const TITLE = 'query ($slug: String) { article(slug: $slug) { title } }';

describeWithPgBouncer('through PgBouncer in transaction mode', () => {
  const copydesk = commands();
  let database: TestDatabase;
  let pooler: Pooler;
  beforeAll(async () => {
    database = await cloneDatabase();
    for (const login of LOGINS) await inCluster(`CREATE ROLE ${login} LOGIN PASSWORD '${PASSWORD}'`);
    // Who may end its connections.
    await inCluster(`GRANT ${LOGINS.join()} TO CURRENT_USER`);
    await inCluster(`GRANT copydesk_desk TO ${WRITES}, ${TOO_MIGHTY}`);
    await inCluster(`GRANT copydesk_delivery TO ${READS}`);
    for (const login of [WRITES, READS]) await inCluster(`ALTER ROLE ${login} SET timezone = 'UTC'`);
    for (const [name, value] of Object.entries(DELIVERY_SETTINGS))
      await inCluster(`ALTER ROLE ${READS} SET ${name} = '${value}'`);
    pooler = await startPgBouncer(database.url, LOGINS, PASSWORD);
  });
  afterAll(async () => {
    await copydesk.endAll();
    await pooler.stop();
    await database.drop();
    await inCluster(`DROP ROLE ${LOGINS.join()}`);
  });

  test('a server refuses logins with other rights and settings than its roles, and says how to mend them', async () => {
    const environment = {
      ...{ DATABASE_URL: database.url, PORT: '0', AUTH_SECRET: TEST_SECRET, PREPARED_STATEMENTS: 'off' },
      ...{ DESK_DATABASE_URL: pooler.urlOf(BARE), DELIVERY_DATABASE_URL: pooler.urlOf(TOO_MIGHTY) },
    };
    const { code, output } = await copydesk.run(environment).ended;
    expect(code).toBe(1);
    expect(output).toContain(`${TOO_MIGHTY} of DELIVERY_DATABASE_URL may do more than copydesk_delivery`);
    await inCluster(`REVOKE copydesk_desk FROM ${TOO_MIGHTY}`);
    for (const statement of output.match(/(GRANT|ALTER ROLE) [^;]*/g) ?? []) await inCluster(statement);
    await inCluster(
      `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename IN ('${BARE}', '${TOO_MIGHTY}')`,
    );
    const server = copydesk.run(environment);
    expect((await fetch(`${await server.url}/readyz`)).status).toBe(200);
    await server.kill('SIGTERM');
  });

  describe('a server', () => {
    let app: TestApp;
    let newsroom: Newsroom;
    let writer: Person;
    let editor: Person;
    let byline: { authorIds: string[] };
    beforeAll(async () => {
      app = await startApp({
        ...{ databaseUrl: database.url, preparedStatements: false, previewPoolSize: 4 },
        ...{ deskDatabaseUrl: pooler.urlOf(WRITES), deliveryDatabaseUrl: pooler.urlOf(READS) },
      });
      newsroom = newsroomOf(app);
      [writer, editor] = await Promise.all([newsroom.person('WRITER'), newsroom.person('EDITOR')]);
      byline = { authorIds: [await newsroom.author(editor)] };
    });
    afterAll(() => app.close());

    const readTitle = async ({ working: { slug } }: ArticleState, token?: string) => {
      const { data, errors } = await app.delivery(TITLE, { slug }, token);
      expect(errors).toBeUndefined();
      return data.article?.title;
    };

    test('shows and finds what is published at once, again and again', async () => {
      let article = await newsroom.published(writer, editor, { ...byline, title: word() });
      for (let i = 0; i < STEPS / 4; i++) {
        const title = word();
        article = await newsroom.republished(writer, editor, article, { title });
        // From the database, and as a cached response.
        expect([await readTitle(article), await readTitle(article)]).toEqual([title, title]);
        const { data } = await app.delivery(
          'query ($for: String!) { search(query: $for) { nodes { id } } }',
          {
            for: title,
          },
        );
        expect(data.search.nodes).toEqual([{ id: article.id }]);
      }
    });

    test('writers at the same time each save their own drafts', async () => {
      const drafts = await Promise.all(
        Array.from({ length: STEPS / 2 }, () => newsroom.draft(writer, { ...byline, title: word() })),
      );
      const saved = await Promise.all(drafts.map((draft) => newsroom.save(writer, draft, { title: word() })));
      expect(saved.map(({ working }) => working.number)).toEqual(drafts.map(() => 2));
    });

    test('previews side by side show their own article alone, and leave nothing in a session', async () => {
      const previews = await Promise.all(
        Array.from({ length: 8 }, async () => {
          const title = word();
          const draft = await newsroom.draft(writer, { ...byline, title });
          const { createPreview } = await newsroom.run(writer, CREATE_PREVIEW, {
            input: { articleId: draft.id },
          });
          return { title, draft, token: createPreview.token as string };
        }),
      );
      const pairs = previews.flatMap((own) => previews.map((other) => ({ own, other })));
      const expected = pairs.map(({ own, other }) => (own === other ? own.title : undefined));
      for (let i = 0; i < STEPS / 4; i++) {
        const shown = pairs.map(({ own, other }) => readTitle(own.draft, other.token));
        expect(await Promise.all(shown)).toEqual(expected);
      }
      // As many as the pooler has connections for this login.
      const sessions = [new pg.Client(pooler.urlOf(READS)), new pg.Client(pooler.urlOf(READS))];
      for (const session of sessions) {
        await session.connect();
        await session.query('BEGIN');
        const { rows } = await session.query('SELECT title FROM delivery.preview_articles');
        expect(rows).toEqual([]);
      }
      for (const session of sessions) await session.end();
    });
  });
});
