// Many people who make the same transition at once: one of them does, the others get CONFLICT, and nothing happens twice.
import { startApp, type TestApp } from './support/app.js';
import { codeOf, type ArticleState, type Person, startNewsroom } from './support/newsroom.js';
import { until } from './support/server-process.js';

const MANY = 25;

const { app, newsroom, writer, editor, authorIds } = await startNewsroom();
afterAll(() => app.close());

const mutation = (name: string, type: string) =>
  `mutation ($input: ${type}!) { ${name}(input: $input) { article { version } } }`;

async function atOnce(who: Person, name: string, type: string, input: object) {
  const query = mutation(name, type);
  const answers = await Promise.all(Array.from({ length: MANY }, () => newsroom.ask(who, query, { input })));
  return answers.map((answer) => (answer.errors ? codeOf(answer) : 'OK')).sort();
}

const oneWins = [...Array.from({ length: MANY - 1 }, () => 'CONFLICT'), 'OK'];

const countOf = async (table: string, id: string) =>
  (await app.owner.query(`SELECT count(*)::int AS n FROM desk.${table} WHERE article_id = $1`, [id])).rows[0]
    .n;

const approvedArticle = () => newsroom.approved(writer, editor, { authorIds });
const inTenMinutes = () => new Date(Date.now() + 600_000).toISOString();

const CASES: [
  string,
  string,
  Person['role'],
  () => Promise<ArticleState>,
  (article: ArticleState) => object,
  number,
][] = [
  ['publishArticle', 'PublishArticleInput', 'EDITOR', approvedArticle, () => ({}), 1],
  ['scheduleArticle', 'ScheduleArticleInput', 'EDITOR', approvedArticle, () => ({ at: inTenMinutes() }), 1],
  [
    'approveArticle',
    'ApproveArticleInput',
    'EDITOR',
    async () => newsroom.submit(writer, await newsroom.draft(writer, { authorIds })),
    (article) => ({ revisionId: article.working.id }),
    0,
  ],
  [
    'saveDraft',
    'SaveDraftInput',
    'WRITER',
    () => newsroom.draft(writer, { authorIds }),
    () => ({ title: 'Mine' }),
    0,
  ],
];

test.each(CASES)(
  'of twenty-five requests for %s (%s) at once, one succeeds and the others get CONFLICT',
  async (name, type, role, make, more, publications) => {
    const article = await make();
    const [events, revisions] = [await countOf('events', article.id), await countOf('revisions', article.id)];
    const who = role === 'EDITOR' ? editor : writer;
    expect(await atOnce(who, name, type, { ...newsroom.on(article), ...more(article) })).toEqual(oneWins);
    expect(await countOf('events', article.id)).toBe(events + 1);
    expect(await countOf('publications', article.id)).toBe(publications);
    expect(await countOf('revisions', article.id)).toBe(revisions + (name === 'saveDraft' ? 1 : 0));
  },
);

test('of different transitions of one version at once, one succeeds and the others get CONFLICT', async () => {
  const article = await approvedArticle();
  const input = newsroom.on(article);
  const answers = await Promise.all([
    newsroom.ask(editor, mutation('publishArticle', 'PublishArticleInput'), { input }),
    newsroom.ask(editor, mutation('scheduleArticle', 'ScheduleArticleInput'), {
      input: { ...input, at: inTenMinutes() },
    }),
    newsroom.ask(editor, mutation('archiveArticle', 'TransitionInput'), { input }),
    newsroom.ask(writer, mutation('saveDraft', 'SaveDraftInput'), { input: { ...input, title: 'Another' } }),
  ]);
  expect(answers.map((answer) => (answer.errors ? codeOf(answer) : 'OK')).sort()).toEqual([
    ...['CONFLICT', 'CONFLICT', 'CONFLICT', 'OK'],
  ]);
});

test('articles of one title that are made at once each get a slug of their own', async () => {
  const made = await Promise.all(
    Array.from({ length: MANY }, () => newsroom.draft(writer, { authorIds, title: 'The same title' })),
  );
  expect(new Set(made.map((article) => article.working.slug)).size).toBe(MANY);
});

test('a slug that many request at once is given to one article', async () => {
  const input = { title: 'Any', slug: 'asked-for-by-all', authorIds };
  expect(await atOnce(writer, 'createArticle', 'CreateArticleInput', input)).toEqual(oneWins);
});

test('GO_LIVE is recorded once, however many servers run', async () => {
  const others = await Promise.all([1, 2].map(() => startApp({ databaseUrl: app.databaseUrl })));
  try {
    const { scheduled, at } = await newsroom.scheduleSoon(editor, await approvedArticle());
    // All of them find it due before one of them can record it: each passes over what somebody has locked.
    const holder = await app.owner.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM desk.articles WHERE id = $1 FOR UPDATE', [scheduled.id]);
    await until(
      async () => (await holder.query('SELECT WHERE clock_timestamp() >= $1', [at])).rowCount === 1,
    );
    await holder.query('ROLLBACK');
    holder.release();
    const isRecorded = 'SELECT FROM desk.publications WHERE article_id = $1 AND go_live_recorded';
    await until(async () => (await app.owner.query(isRecorded, [scheduled.id])).rowCount === 1);
    const query = `query ($id: ID!) {
      article(id: $id) { version reviewState history(first: 2) { nodes { name at } } }
    }`;
    const read = async (server: TestApp) =>
      (await server.desk(query, { id: scheduled.id }, editor.token)).data.article;
    for (const server of [app, ...others]) {
      expect(await read(server)).toEqual({
        version: scheduled.version + 1,
        reviewState: 'PUBLISHED',
        history: {
          nodes: [{ name: 'GO_LIVE', at: at.toISOString() }, expect.objectContaining({ name: 'SCHEDULE' })],
        },
      });
    }
  } finally {
    await Promise.all(others.map((server) => server.close()));
  }
});
