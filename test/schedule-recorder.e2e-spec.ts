// The desk's reads follow from the periods, so they are right before the recorder has written the history of what time did.
// Where it cannot write that of one article, the others go on.
import { startApp, type TestApp } from './support/app.js';
import { ask } from './support/http.js';
import { newsroomOf, type Newsroom, refusalOf, type ArticleState, type Person } from './support/newsroom.js';
import { until } from './support/server-process.js';

let app: TestApp;
let newsroom: Newsroom;
let editor: Person;
let authorIds: string[];
beforeEach(async () => {
  app = await startApp();
  newsroom = newsroomOf(app);
  editor = await newsroom.person('EDITOR');
  authorIds = [await newsroom.author(editor)];
});
afterEach(() => app.close());

const scheduled = async (lasting?: number) => {
  const approved = await newsroom.approved(await newsroom.person('WRITER'), editor, { authorIds });
  return newsroom.scheduleSoon(editor, approved, lasting);
};

const comes = (instant: Date) => app.owner.query('SELECT pg_sleep_until($1)', [instant]);

/** A fault that hits one article alone, until it is mended. */
async function breakHistoryOf(articleId: string): Promise<() => Promise<unknown>> {
  await app.owner.query(`
    CREATE FUNCTION desk.broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'broken'; END $$;
    CREATE TRIGGER broken BEFORE INSERT ON desk.events FOR EACH ROW
      WHEN (NEW.article_id = '${articleId}') EXECUTE FUNCTION desk.broken()`);
  return () => app.owner.query('DROP FUNCTION desk.broken CASCADE');
}

/** Of instants, as the metrics tell it. */
async function overdue(): Promise<string | undefined> {
  const { text } = await ask(app.url, '/metrics');
  return /^copydesk_schedules_overdue (\d+)/m.exec(text)?.[1];
}

const FIELDS = 'id version reviewState updatedAt live { liveFrom } scheduled { liveFrom }';

/** An article as the desk tells it: by its id, and by the lists in which it stands. */
async function read(id: string) {
  const query = `query ($id: ID!) {
    article(id: $id) { ${FIELDS} transitions { name allowed } history { nodes { name } } }
    published: articles(where: { states: [PUBLISHED] }) { totalCount nodes { ${FIELDS} } }
    unpublished: articles(where: { states: [UNPUBLISHED] }, orderBy: LONGEST_WAITING) { totalCount nodes { ${FIELDS} } }
    waiting: articles(where: { states: [SCHEDULED] }) { totalCount nodes { id } }
    all: articles(first: 1) { nodes { ${FIELDS} } }
  }`;
  const { article, ...lists } = await newsroom.run(editor, query, { id });
  const { transitions, history, ...fields } = article;
  const allowed = transitions
    .filter((option: { allowed: boolean }) => option.allowed)
    .map((option: { name: string }) => option.name);
  return { fields, allowed, events: history.nodes.map((event: { name: string }) => event.name), lists };
}

const listed = (...nodes: object[]) => ({ totalCount: nodes.length, nodes });

/** Keeps the recorder from the article: it waits for the row. */
async function holdRowOf({ id }: ArticleState): Promise<() => Promise<void>> {
  const holder = await app.owner.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM desk.articles WHERE id = $1 FOR UPDATE', [id]);
  return async () => {
    await holder.query('ROLLBACK');
    holder.release();
  };
}

test('an article that has just gone live reads as PUBLISHED before its history says so', async () => {
  const { scheduled: article, at } = await scheduled();
  const release = await holdRowOf(article);
  await comes(at);
  const query = 'query ($id: ID) { article(id: $id) { id } }';
  expect((await app.delivery(query, { id: article.id })).data.article).toEqual({ id: article.id });
  const { fields, allowed, events, lists } = await read(article.id);

  expect(fields).toEqual({
    id: article.id,
    version: article.version + 1,
    reviewState: 'PUBLISHED',
    updatedAt: at.toISOString(),
    live: { liveFrom: at.toISOString() },
    scheduled: null,
  });
  expect(lists).toEqual({
    published: listed(fields),
    unpublished: listed(),
    waiting: listed(),
    all: { nodes: [fields] },
  });
  expect(allowed).toEqual(['EDIT', 'SET_END', 'UNPUBLISH']);
  expect(events[0]).toBe('SCHEDULE');

  await release();
  await until(async () => (await read(article.id)).events[0] === 'GO_LIVE');
  expect((await read(article.id)).fields).toEqual(fields);
});

test('an article that has come and gone reads as UNPUBLISHED before its history says so', async () => {
  const { scheduled: article, until: end } = await scheduled(300);
  const release = await holdRowOf(article);
  await comes(end);
  const { fields, lists } = await read(article.id);

  expect(fields).toEqual({
    id: article.id,
    version: article.version + 2,
    reviewState: 'UNPUBLISHED',
    updatedAt: end.toISOString(),
    live: null,
    scheduled: null,
  });
  expect(lists).toMatchObject({ published: listed(), unpublished: listed(fields), waiting: listed() });

  await release();
  await until(async () => (await read(article.id)).events[0] === 'EXPIRE');
  expect((await read(article.id)).fields).toEqual(fields);
});

test('the version that is read before the history is written is the one that a mutation may name', async () => {
  const { scheduled: article, at } = await scheduled();
  const release = await holdRowOf(article);
  await comes(at);
  const { fields } = await read(article.id);
  await release();
  const down = await newsroom.mutate(editor, 'unpublishArticle', 'TransitionInput', {
    articleId: article.id,
    version: fields.version,
  });
  expect(down).toMatchObject({ reviewState: 'UNPUBLISHED', version: fields.version + 1 });
  expect((await read(article.id)).events.slice(0, 3)).toEqual(['UNPUBLISH', 'GO_LIVE', 'SCHEDULE']);
});

test('an article whose history cannot be written leaves the others alone, and is written when it can be', async () => {
  const [broken, ...others] = await Promise.all([scheduled(), scheduled(), scheduled()]);
  const mend = await breakHistoryOf(broken.scheduled.id);
  await comes(new Date(Math.max(...[broken, ...others].map(({ at }) => at.getTime()))));

  for (const { scheduled: other } of others) {
    await until(async () => (await read(other.id)).events[0] === 'GO_LIVE');
  }
  const { fields, events } = await read(broken.scheduled.id);
  expect([fields.reviewState, events[0]]).toEqual(['PUBLISHED', 'SCHEDULE']);
  const transition = await newsroom.ask(
    editor,
    'mutation ($input: TransitionInput!) { unpublishArticle(input: $input) { article { id } } }',
    { input: { articleId: fields.id, version: fields.version } },
  );
  expect(refusalOf(transition)).toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
  await until(async () => (await overdue()) === '1');

  await mend();
  await until(async () => (await read(fields.id)).events[0] === 'GO_LIVE');
  expect((await read(fields.id)).events.slice(0, 2)).toEqual(['GO_LIVE', 'SCHEDULE']);
  await until(async () => (await overdue()) === '0');
});

/** How many sessions wait for a lock of a row. */
const waiting = async () =>
  (
    await app.owner.query(
      `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    )
  ).rows[0].n;

test('two servers record each due article once, and neither waits for one that somebody has locked', async () => {
  const second = await startApp({ databaseUrl: app.databaseUrl });
  try {
    const soon = await Promise.all(Array.from({ length: 6 }, () => scheduled()));
    const articles = soon.map((one) => one.scheduled).toSorted((a, b) => a.id.localeCompare(b.id));
    // Whichever of them a server takes first: one at each end is locked.
    const others = articles.slice(1, -1);
    const releases = await Promise.all([...articles.slice(0, 1), ...articles.slice(-1)].map(holdRowOf));
    await comes(new Date(Math.max(...soon.map(({ at }) => at.getTime()))));
    const waits: number[] = [];
    for (const { id } of others) {
      await until(async () => {
        waits.push(await waiting());
        return (await read(id)).events[0] === 'GO_LIVE';
      });
    }
    expect(Math.max(...waits)).toBe(0);
    for (const release of releases) await release();
    for (const { id } of articles) {
      await until(async () => (await read(id)).events[0] === 'GO_LIVE');
      expect((await read(id)).events).toEqual(['GO_LIVE', 'SCHEDULE', 'APPROVE', 'SUBMIT', 'CREATE']);
    }
  } finally {
    await second.close();
  }
}, 60_000);
