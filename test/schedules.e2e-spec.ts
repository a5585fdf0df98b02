// Time is data: what is live follows from the database's clock alone, whichever servers run.
import { setTimeout as sleep } from 'node:timers/promises';
import { startApp } from './support/app.js';
import { codeOf, newsroomOf, type ArticleState, startNewsroom } from './support/newsroom.js';
import { until as comesAbout } from './support/server-process.js';

const { app, newsroom, writer, editor, authorIds } = await startNewsroom();
afterAll(() => app.close());

const approved = (fields: object = {}) => newsroom.approved(writer, editor, { authorIds, ...fields });
const soon = (milliseconds = 4000) => new Date(Date.now() + milliseconds);
const until = (instant: Date) => sleep(Math.max(0, instant.getTime() - Date.now()) + 20);
const transition = (name: string, article: ArticleState) =>
  newsroom.mutate(editor, name, 'TransitionInput', newsroom.on(article));

const titleOf = async (id: string, from = app): Promise<string | undefined> =>
  (await from.delivery('query ($id: ID) { article(id: $id) { title } }', { id })).data.article?.title;

async function deskOf(id: string, from = app) {
  const query = `query ($id: ID!) { article(id: $id) {
    version reviewState updatedAt live { liveFrom liveUntil revision { number } } scheduled { liveFrom liveUntil }
    history { nodes { name from to at by { id } revision { number } } } } }`;
  return (await from.desk(query, { id }, editor.token)).data.article;
}

/** As the desk tells it once its history has come to `event`. */
async function deskAfter(event: string, id: string, from = app) {
  await comesAbout(async () => (await deskOf(id, from)).history.nodes[0].name === event);
  return deskOf(id, from);
}

test('a scheduled article is live at its instant and not before, and over at its end', async () => {
  const article = await approved({ slug: 'in-its-time' });
  const [at, end] = [soon(), soon(7000)];
  const scheduled = await newsroom.schedule(editor, article, at, { until: end.toISOString() });
  expect(scheduled.reviewState).toBe('SCHEDULED');
  const bySlug = () => app.delivery('{ article(slug: "in-its-time") { id } }');
  expect([await titleOf(article.id), (await bySlug()).data.article]).toEqual([undefined, null]);
  await until(at);
  expect([typeof (await titleOf(article.id)), (await bySlug()).data.article]).toEqual([
    'string',
    { id: article.id },
  ]);
  expect((await deskOf(article.id)).reviewState).toBe('PUBLISHED');
  await until(end);
  expect([await titleOf(article.id), (await bySlug()).data.article]).toEqual([undefined, null]);
  const desk = await deskAfter('EXPIRE', article.id);
  expect([desk.reviewState, desk.version, desk.live]).toEqual(['UNPUBLISHED', scheduled.version + 2, null]);
  expect(desk.updatedAt).toBe(end.toISOString());
  expect(desk.history.nodes.slice(0, 2)).toEqual([
    {
      name: 'EXPIRE',
      from: 'PUBLISHED',
      to: 'UNPUBLISHED',
      at: end.toISOString(),
      by: null,
      revision: { number: 1 },
    },
    {
      name: 'GO_LIVE',
      from: 'SCHEDULED',
      to: 'PUBLISHED',
      at: at.toISOString(),
      by: null,
      revision: { number: 1 },
    },
  ]);
});

test('around their instants, a response has the state and the publication of one moment', async () => {
  const articles = await Promise.all(Array.from({ length: 25 }, () => approved()));
  const first = soon(2500).getTime();
  await Promise.all(
    articles.map((article, i) => newsroom.schedule(editor, article, new Date(first + 20 * i))),
  );
  const last = first + 20 * articles.length;
  const query = '{ articles(first: 25) { nodes { reviewState live { id } scheduled { id } } } }';
  const seen = new Set<string>();
  await until(new Date(first - 100));
  while (Date.now() < last) {
    const { nodes } = (await app.desk(query, {}, editor.token)).data.articles;
    for (const { reviewState, live, scheduled } of nodes)
      seen.add(`${reviewState}${live ? ' live' : ''}${scheduled ? ' scheduled' : ''}`);
  }
  expect([...seen].sort()).toEqual(['PUBLISHED live', 'SCHEDULED scheduled']);
});

test('a scheduled article goes live though no server runs, and the history says when', async () => {
  const [first, at] = [await startApp({ databaseUrl: app.databaseUrl }), soon(3000)];
  const article = await newsroomOf(first).schedule(editor, await approved(), at);
  // Nobody records anything: the pass of every server is kept from it, as if there were none.
  await first.close();
  const holder = await app.owner.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM desk.articles WHERE id = $1 FOR UPDATE', [article.id]);
  await until(at);
  expect(typeof (await titleOf(article.id))).toBe('string');
  await holder.query('ROLLBACK');
  holder.release();
  const second = await startApp({ databaseUrl: app.databaseUrl });
  try {
    expect(typeof (await titleOf(article.id, second))).toBe('string');
    const desk = await deskAfter('GO_LIVE', article.id, second);
    expect([desk.reviewState, desk.history.nodes[0]]).toEqual([
      'PUBLISHED',
      expect.objectContaining({ name: 'GO_LIVE', at: at.toISOString(), by: null }),
    ]);
  } finally {
    await second.close();
  }
});

test('a schedule cuts short what is live, and cancelling the schedule gives it its own end back', async () => {
  const [end, at] = [soon(600_000), soon(300_000)];
  const live = await newsroom.publish(editor, await approved({ title: 'One' }), { until: end.toISOString() });
  const edited = await newsroom.submit(writer, await newsroom.save(writer, live, { title: 'Two' }));
  const scheduled = await newsroom.schedule(editor, await newsroom.approve(editor, edited), at);
  expect(await deskOf(live.id)).toMatchObject({
    live: { liveUntil: at.toISOString() },
    scheduled: { liveUntil: end.toISOString() },
  });
  const cancelled = await transition('unscheduleArticle', scheduled);
  expect(cancelled.reviewState).toBe('APPROVED');
  expect(await deskOf(live.id)).toMatchObject({ live: { liveUntil: end.toISOString() }, scheduled: null });
  expect(await titleOf(live.id)).toBe('One');
});

test('a revision that another one replaces on schedule does not expire', async () => {
  const live = await newsroom.publish(editor, await approved({ title: 'One' }));
  const edited = await newsroom.submit(writer, await newsroom.save(writer, live, { title: 'Two' }));
  const at = soon();
  await newsroom.schedule(editor, await newsroom.approve(editor, edited), at);
  expect(await titleOf(live.id)).toBe('One');
  await until(at);
  expect(await titleOf(live.id)).toBe('Two');
  const { history } = await deskAfter('GO_LIVE', live.id);
  expect(history.nodes[1].name).toBe('SCHEDULE');
});

test('UNPUBLISH leaves a schedule, SCHEDULE replaces it, and PUBLISH cancels it', async () => {
  const live = await newsroom.publish(editor, await approved());
  const edited = await newsroom.submit(writer, await newsroom.save(writer, live, { title: 'Next' }));
  const scheduled = await newsroom.schedule(editor, await newsroom.approve(editor, edited), soon(300_000));
  const down = await transition('unpublishArticle', scheduled);
  expect(await deskOf(live.id)).toMatchObject({
    reviewState: 'SCHEDULED',
    live: null,
    scheduled: { liveUntil: null },
  });
  const later = soon(400_000);
  const replaced = await newsroom.schedule(editor, down, later);
  expect((await deskOf(live.id)).scheduled.liveFrom).toBe(later.toISOString());
  await newsroom.publish(editor, replaced);
  expect(await deskOf(live.id)).toMatchObject({
    reviewState: 'PUBLISHED',
    scheduled: null,
    live: { revision: { number: 2 } },
  });
});

test('a tag counts a scheduled article from its instant until its end', async () => {
  const tag = await newsroom.tag(editor);
  const article = await approved({ tagIds: [tag.id] });
  const counts = async () => {
    const { data } = await app.delivery(
      'query ($slug: String) { tag(slug: $slug) { articleCount } articles(where: { tags: [$slug] }) { totalCount } }'.replace(
        '[$slug]',
        `["${tag.slug}"]`,
      ),
      { slug: tag.slug },
    );
    return [data.tag?.articleCount, data.articles.totalCount];
  };
  const [at, end] = [soon(), soon(7000)];
  await newsroom.schedule(editor, article, at, { until: end.toISOString() });
  expect(await counts()).toEqual([undefined, 0]);
  await until(at);
  expect(await counts()).toEqual([1, 1]);
  await until(end);
  expect(await counts()).toEqual([undefined, 0]);
});

test.each([
  ['publishArticle', 'PublishArticleInput', { until: '2020-01-01T00:00:00Z' }, ['until']],
  ['scheduleArticle', 'ScheduleArticleInput', { at: '2020-01-01T00:00:00Z' }, ['at']],
  [
    'scheduleArticle',
    'ScheduleArticleInput',
    { at: '2020-01-01T00:00:00Z', until: '2019-01-01T00:00:00Z' },
    ['at', 'until'],
  ],
  [
    'scheduleArticle',
    'ScheduleArticleInput',
    { at: '2999-01-01T00:00:00Z', until: '2999-01-01T00:00:00Z' },
    ['until'],
  ],
])('%s with an instant that has passed is refused: %s, %j', async (name, type, more, fields) => {
  const article = await approved();
  const answer = await newsroom.ask(
    editor,
    `mutation ($input: ${type}!) { ${name}(input: $input) { article { id } } }`,
    {
      input: { ...newsroom.on(article), ...more },
    },
  );
  expect(codeOf(answer)).toBe('BAD_USER_INPUT');
  expect(answer.errors?.[0]?.extensions.fields.map((fault: { path: string[] }) => fault.path)).toEqual(
    fields.map((field) => ['input', field]),
  );
});
