// Instants that pass while the only server is down: readers find what is live when it is up again, and the history tells
// each event at its true instant.
import { startApp, type TestApp } from './support/app.js';
import { asOwner, cloneDatabase, type TestDatabase } from './support/database.js';
import { newsroomOf, refusalOf, type ArticleState, type Person } from './support/newsroom.js';
import { until } from './support/server-process.js';

const LASTING_MS = 300;

let database: TestDatabase;
let app: TestApp;
let editor: Person;
let ended: Scheduled;
let takenOver: Scheduled;
let ofOneWhoLeft: Scheduled;

interface Scheduled {
  readonly scheduled: ArticleState;
  readonly at: Date;
  readonly until: Date;
}

beforeAll(async () => {
  database = await cloneDatabase();
  const first = await startApp({ databaseUrl: database.url });
  try {
    await scheduleAll(first);
  } finally {
    await first.close();
  }
  const owner = asOwner(database.url);
  const last = Math.max(...[ended, takenOver, ofOneWhoLeft].map(({ until }) => until.getTime()));
  await owner.query('SELECT pg_sleep_until($1)', [new Date(last)]);
  await owner.end();
  app = await startApp({ databaseUrl: database.url });
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

async function scheduleAll(server: TestApp): Promise<void> {
  const newsroom = newsroomOf(server);
  editor = await newsroom.person('EDITOR');
  const [writer, leaving, admin] = [
    await newsroom.person('WRITER'),
    await newsroom.person('EDITOR'),
    await newsroom.person('ADMIN'),
  ];
  const authorIds = [await newsroom.author(editor)];
  const live = await newsroom.published(writer, editor, { authorIds, title: 'One' });
  const next = await newsroom.submit(writer, await newsroom.save(writer, live, { title: 'Two' }));
  const articles = [
    await newsroom.approved(writer, editor, { authorIds, title: 'Ended' }),
    await newsroom.approve(editor, next),
    await newsroom.approved(writer, editor, { authorIds, title: 'Left behind' }),
  ] as const;
  [ended, takenOver, ofOneWhoLeft] = await Promise.all([
    newsroom.scheduleSoon(editor, articles[0], LASTING_MS),
    newsroom.scheduleSoon(editor, articles[1]),
    newsroom.scheduleSoon(leaving, articles[2]),
  ]);
  const input = { id: leaving.id, active: false };
  await newsroom.run(
    admin,
    'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { id } } }',
    {
      input,
    },
  );
}

const titleOf = async ({ scheduled: { id } }: Scheduled) =>
  (await app.delivery('query ($id: ID) { article(id: $id) { title } }', { id })).data.article?.title ?? null;

/** As the desk tells it once its history has come to `event`. */
async function deskAfter(event: string, { scheduled: { id } }: Scheduled) {
  const query = `query ($id: ID!) { article(id: $id) {
    version reviewState updatedAt history { nodes { name from to at by { id } revision { number } } } } }`;
  const read = async () => (await app.desk(query, { id }, editor.token)).data.article;
  await until(async () => (await read()).history.nodes[0].name === event);
  return read();
}

const goLive = (number: number, at: Date) => ({
  name: 'GO_LIVE',
  from: 'SCHEDULED',
  to: 'PUBLISHED',
  at: at.toISOString(),
  by: null,
  revision: { number },
});
const schedule = expect.objectContaining({ name: 'SCHEDULE' });

test('readers find what went live while no server ran, and not what has ended', async () => {
  expect(await Promise.all([ended, takenOver, ofOneWhoLeft].map(titleOf))).toEqual([
    null,
    'Two',
    'Left behind',
  ]);
});

test('an article that came and went while no server ran has both events in its history', async () => {
  const { history, ...article } = await deskAfter('EXPIRE', ended);
  const at = ended.until.toISOString();
  expect(article).toEqual({
    version: ended.scheduled.version + 2,
    reviewState: 'UNPUBLISHED',
    updatedAt: at,
  });
  expect(history.nodes.slice(0, 3)).toEqual([
    { ...goLive(1, ended.until), name: 'EXPIRE', from: 'PUBLISHED', to: 'UNPUBLISHED' },
    goLive(1, ended.at),
    schedule,
  ]);
});

test('a revision that another one replaced while no server ran did not expire', async () => {
  const { history, ...article } = await deskAfter('GO_LIVE', takenOver);
  const at = takenOver.at.toISOString();
  expect(article).toEqual({
    version: takenOver.scheduled.version + 1,
    reviewState: 'PUBLISHED',
    updatedAt: at,
  });
  expect(history.nodes.slice(0, 2)).toEqual([goLive(2, takenOver.at), schedule]);
});

test('an article that an editor scheduled who has left since goes live all the same', async () => {
  const { history } = await deskAfter('GO_LIVE', ofOneWhoLeft);
  expect(history.nodes.slice(0, 2)).toEqual([goLive(1, ofOneWhoLeft.at), schedule]);
});

test('a mutation that names the version from before the instants gets CONFLICT with the current one', async () => {
  const { id, version } = ended.scheduled;
  const answer = await app.desk(
    'mutation ($input: TransitionInput!) { unscheduleArticle(input: $input) { article { id } } }',
    { input: { articleId: id, version } },
    editor.token,
  );
  expect(refusalOf(answer)).toMatchObject({
    code: 'CONFLICT',
    changedBy: null,
    currentVersion: version + 2,
    currentState: 'UNPUBLISHED',
  });
});
