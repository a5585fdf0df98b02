// Time is data: what is live follows from the database's clock alone, whichever servers run.
import { codeOf, type ArticleState, startNewsroom } from './support/newsroom.js';
import { until } from './support/server-process.js';

const { app, newsroom, writer, editor, authorIds } = await startNewsroom();
afterAll(() => app.close());

const approved = (fields: object = {}) => newsroom.approved(writer, editor, { authorIds, ...fields });
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);
/** By the database's clock. */
const comes = (instant: Date) => app.owner.query('SELECT pg_sleep_until($1)', [instant]);
const transition = (name: string, article: ArticleState) =>
  newsroom.mutate(editor, name, 'TransitionInput', newsroom.on(article));

const titleOf = async (id: string): Promise<string | undefined> =>
  (await app.delivery('query ($id: ID) { article(id: $id) { title } }', { id })).data.article?.title;

async function deskOf(id: string) {
  const query = `query ($id: ID!) { article(id: $id) {
    version reviewState updatedAt live { liveFrom liveUntil revision { number } } scheduled { liveFrom liveUntil }
    history { nodes { name from to at by { id } revision { number } } } } }`;
  return (await app.desk(query, { id }, editor.token)).data.article;
}

/** As the desk tells it once its history has come to `event`. */
async function deskAfter(event: string, id: string) {
  await until(async () => (await deskOf(id)).history.nodes[0].name === event);
  return deskOf(id);
}

test('a scheduled article is live at its instant and not before, and over at its end', async () => {
  const article = await approved({ slug: 'in-its-time' });
  const bySlug = () => app.delivery('{ article(slug: "in-its-time") { id } }');
  const later = await newsroom.schedule(editor, article, inMinutes(10));
  expect(later.reviewState).toBe('SCHEDULED');
  expect([await titleOf(article.id), (await bySlug()).data.article]).toEqual([undefined, null]);

  const { scheduled, at } = await newsroom.scheduleSoon(editor, later);
  await comes(at);
  expect([typeof (await titleOf(article.id)), (await bySlug()).data.article]).toEqual([
    'string',
    { id: article.id },
  ]);
  const live = await deskAfter('GO_LIVE', article.id);
  expect([live.reviewState, live.version]).toEqual(['PUBLISHED', scheduled.version + 1]);

  const { ending, until: end } = await newsroom.endSoon(editor, { ...scheduled, version: live.version });
  await comes(end);
  expect([await titleOf(article.id), (await bySlug()).data.article]).toEqual([undefined, null]);
  const desk = await deskAfter('EXPIRE', article.id);
  expect([desk.reviewState, desk.version, desk.live]).toEqual(['UNPUBLISHED', ending.version + 1, null]);
  expect(desk.updatedAt).toBe(end.toISOString());
  const byTime = desk.history.nodes.filter(({ by }: { by: object | null }) => by === null);
  expect(byTime).toEqual([
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
  const [waiting, ...others] = articles as [ArticleState, ...ArticleState[]];
  await newsroom.schedule(editor, waiting, inMinutes(10));
  const instants: number[] = [];
  for (const article of others) instants.push((await newsroom.scheduleSoon(editor, article)).at.getTime());
  const query = '{ articles(first: 25) { nodes { reviewState live { id } scheduled { id } } } }';
  const seen = new Set<string>();
  await comes(new Date(Math.min(...instants) - 100));
  do {
    const { nodes } = (await app.desk(query, {}, editor.token)).data.articles;
    for (const { reviewState, live, scheduled } of nodes)
      seen.add(`${reviewState}${live ? ' live' : ''}${scheduled ? ' scheduled' : ''}`);
  } while (Date.now() < Math.max(...instants));
  expect([...seen].sort()).toEqual(['PUBLISHED live', 'SCHEDULED scheduled']);
});

test('a schedule cuts short what is live, and cancelling the schedule gives it its own end back', async () => {
  const [end, at] = [inMinutes(10), inMinutes(5)];
  const live = await newsroom.publish(editor, await approved({ title: 'One' }), { until: end.toISOString() });
  const next = await newsroom.reviewed(writer, editor, await newsroom.save(writer, live, { title: 'Two' }));
  const scheduled = await newsroom.schedule(editor, next, at);
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
  const next = await newsroom.reviewed(writer, editor, await newsroom.save(writer, live, { title: 'Two' }));
  const later = await newsroom.schedule(editor, next, inMinutes(10));
  expect(await titleOf(live.id)).toBe('One');
  const { at } = await newsroom.scheduleSoon(editor, later);
  await comes(at);
  expect(await titleOf(live.id)).toBe('Two');
  const { history } = await deskAfter('GO_LIVE', live.id);
  expect(history.nodes[1].name).toBe('SCHEDULE');
});

test('UNPUBLISH leaves a schedule, SCHEDULE replaces it, and PUBLISH cancels it', async () => {
  const live = await newsroom.publish(editor, await approved());
  const next = await newsroom.reviewed(writer, editor, await newsroom.save(writer, live, { title: 'Next' }));
  const scheduled = await newsroom.schedule(editor, next, inMinutes(5));
  const down = await transition('unpublishArticle', scheduled);
  expect(await deskOf(live.id)).toMatchObject({
    reviewState: 'SCHEDULED',
    live: null,
    scheduled: { liveUntil: null },
  });
  const later = inMinutes(7);
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
  const query = `query ($slug: String!) {
    tag(slug: $slug) { articleCount } articles(where: { tags: [$slug] }) { totalCount }
  }`;
  const counts = async () => {
    const { data } = await app.delivery(query, { slug: tag.slug });
    return [data.tag?.articleCount, data.articles.totalCount];
  };
  const later = await newsroom.schedule(editor, article, inMinutes(10));
  expect(await counts()).toEqual([undefined, 0]);
  const { scheduled, at } = await newsroom.scheduleSoon(editor, later);
  await comes(at);
  expect(await counts()).toEqual([1, 1]);
  const { version } = await deskAfter('GO_LIVE', article.id);
  const { until: end } = await newsroom.endSoon(editor, { ...scheduled, version });
  await comes(end);
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
])(
  '%s (%s) of %j is refused, since no instant may have passed and no end be before the beginning',
  async (name, type, more, fields) => {
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
  },
);
