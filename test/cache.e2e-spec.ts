// Responses are cached and never stale: a change invalidates what it touches, and nothing else.
import { setTimeout as sleep } from 'node:timers/promises';
import supertest from 'supertest';
import { startApp } from './support/app.js';
import { startNewsroom } from './support/newsroom.js';
import { word } from './support/tags-and-authors.js';

const ARCHIVE = 'query ($slug: String) { tag(slug: $slug) { articleCount articles { nodes { title } } } }';

const { app, newsroom, writer, editor, authorIds } = await startNewsroom();
afterAll(() => app.close());

/** Changes a title behind publishing's back: a client that still sees the old one got a cached response. */
const tamper = (id: string) =>
  app.owner.query(`UPDATE delivery.articles SET title = 'tampered' WHERE article_id = $1`, [id]);

const titleAt = async (slug: string) =>
  (await app.delivery('query ($slug: String) { article(slug: $slug) { title } }', { slug })).data.article
    ?.title;

test('a response is cached until its article changes', async () => {
  const article = await newsroom.published(writer, editor, { authorIds, title: 'First title' });
  const { slug } = article.working;
  expect(await titleAt(slug)).toBe('First title');
  await tamper(article.id);
  expect(await titleAt(slug)).toBe('First title');
  await newsroom.republished(writer, editor, article, { title: 'Second title' });
  expect(await titleAt(slug)).toBe('Second title');
});

test('a cached null is invalidated when an article is published at its slug', async () => {
  expect(await titleAt('soon-to-be')).toBeUndefined();
  await newsroom.published(writer, editor, { authorIds, slug: 'soon-to-be', title: 'Here now' });
  expect(await titleAt('soon-to-be')).toBe('Here now');
});

test('a publication with one tag leaves the cached list of another tag', async () => {
  const [one, other] = [await newsroom.tag(writer), await newsroom.tag(writer)];
  const first = await newsroom.published(writer, editor, {
    authorIds: [await newsroom.author(editor)],
    tagIds: [other.id],
    title: 'Old',
  });
  const titles = async (slug: string) =>
    (await app.delivery(ARCHIVE, { slug })).data.tag?.articles.nodes.map(
      (node: { title: string }) => node.title,
    );
  expect([await titles(one.slug), await titles(other.slug)]).toEqual([undefined, ['Old']]);
  await tamper(first.id);
  await newsroom.published(writer, editor, { authorIds, tagIds: [one.id], title: 'New' });
  expect([await titles(one.slug), await titles(other.slug)]).toEqual([['New'], ['Old']]);
  await newsroom.published(writer, editor, { authorIds, tagIds: [other.id], title: 'Newest' });
  expect(await titles(other.slug)).toEqual(['Newest', 'tampered']);
});

test.each([
  'query ($article: String, $tag: String) { article(slug: $article) { tags { name } } tag(slug: $tag) { id } }',
  '{ articles { nodes { tags { name } } } }',
  'query ($author: ID) { author(id: $author) { articles { nodes { tags { name } } } } }',
  'query ($article: String) { article(slug: $article) { authors { articles { nodes { tags { name } } } } } }',
  'query ($id: ID!) { nodes(ids: [$id]) { ... on Article { tags { name } } } }',
  'query ($word: String!) { search(query: $word) { nodes { tags { name } } } }',
  '{ tags { nodes { name } } }',
])('renaming a tag invalidates the response to %s', async (query) => {
  const [before, after] = [word(), word()];
  const tag = await newsroom.tag(writer, before);
  const article = await newsroom.published(writer, editor, { authorIds, tagIds: [tag.id], title: before });
  const variables = { article: article.working.slug, tag: tag.slug, author: authorIds[0], id: article.id };
  const names = async () => {
    const { data, errors } = await app.delivery(query, { ...variables, word: before });
    expect(errors).toBeUndefined();
    return JSON.stringify(data);
  };
  expect(await names()).toContain(`"${before}"`);
  await newsroom.run(
    editor,
    'mutation ($input: UpdateTagInput!) { updateTag(input: $input) { tag { id } } }',
    {
      input: { id: tag.id, name: after },
    },
  );
  expect(await names()).toContain(`"${after}"`);
});

test('no cached response outlives the instant at which a schedule changes it', async () => {
  const article = await newsroom.approved(writer, editor, { authorIds, slug: 'at-its-instant' });
  const count = async () => (await app.delivery('{ articles { totalCount } }')).data.articles.totalCount;
  const before = await count();
  const seen: { sentAt: number; receivedAt: number; isLive: boolean; isCounted: boolean }[] = [];
  const look = async () => {
    const sentAt = Date.now();
    const isLive = (await titleAt('at-its-instant')) !== undefined;
    const isCounted = (await count()) > before;
    seen.push({ sentAt, receivedAt: Date.now(), isLive, isCounted });
  };
  await look();
  const { at, until: end } = await newsroom.scheduleSoon(editor, article, 1500);
  // Near an instant there is no pause.
  const isNear = (instant: Date) => Math.abs(Date.now() - instant.getTime()) < 300;
  while (Date.now() < end.getTime() + 600) {
    await look();
    if (!isNear(at) && !isNear(end)) await sleep(10);
  }
  const changes = seen.filter(({ isLive }, i) => i === 0 || isLive !== seen[i - 1]?.isLive);
  expect(changes.map(({ isLive }) => isLive)).toEqual([false, true, false]);
  const [from, to] = [at.getTime(), end.getTime()];
  const during = seen.filter(({ sentAt, receivedAt }) => sentAt >= from && receivedAt < to);
  const outside = seen.filter(({ sentAt, receivedAt }) => receivedAt < from || sentAt >= to);
  expect(during.filter(({ isLive, isCounted }) => !isLive || !isCounted)).toEqual([]);
  expect(outside.filter(({ isLive, isCounted }) => isLive || isCounted)).toEqual([]);
});

test('another server waits for the change that X-Content-Min-Seq names', async () => {
  const second = await startApp({ databaseUrl: app.databaseUrl });
  try {
    const query = 'query ($slug: String) { article(slug: $slug) { title } }';
    let article = await newsroom.published(writer, editor, { authorIds, title: 'Title 0' });
    const { slug } = article.working;
    await second.delivery(query, { slug });
    for (let i = 1; i <= 5; i++) {
      const saved = await newsroom.save(writer, article, { title: `Title ${i}` });
      const approved = await newsroom.reviewed(writer, editor, saved);
      const published = await newsroom.publishWithSeq(editor, approved);
      article = published.article;
      const answer = await supertest(second.url)
        .post('/graphql')
        .set('X-Content-Min-Seq', String(published.seq))
        .send({ query, variables: { slug } });
      expect(answer.body.data.article.title).toBe(`Title ${i}`);
      expect(Number(answer.headers['x-content-seq'])).toBeGreaterThanOrEqual(published.seq);
    }
  } finally {
    await second.close();
  }
});

test('a server that does not hear of the change of X-Content-Min-Seq in time answers 503', async () => {
  const answer = await supertest(app.url)
    .post('/graphql')
    .set('X-Content-Min-Seq', '999999')
    .send({ query: '{ __typename }' });
  expect([answer.status, answer.headers['retry-after']]).toEqual([503, '1']);
});

test.each(['', '1e3', '-1', '0x10', '3, 4', '9'.repeat(16), 'seven'])(
  'an X-Content-Min-Seq that is no number (%j) is refused, whether the response is cached or not',
  async (wanted) => {
    const ask = () => supertest(app.url).post('/graphql').send({ query: '{ articles { totalCount } }' });
    expect((await ask()).status).toBe(200);
    const { status, body } = await ask().set('X-Content-Min-Seq', wanted);
    expect([status, body.errors[0].extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
    expect(body.errors[0].extensions.fields).toMatchObject([{ path: ['X-Content-Min-Seq'] }]);
  },
);

test('shared caches get an ETag, a lifetime and the cache tags', async () => {
  const article = await newsroom.published(writer, editor, { authorIds });
  const query = encodeURIComponent(`{ article(slug: "${article.working.slug}") { title } }`);
  const ask = (etag = '') => supertest(app.url).get(`/graphql?query=${query}`).set('If-None-Match', etag);
  const [made, kept] = [await ask(), await ask()];
  for (const { headers, status } of [made, kept]) {
    expect(status).toBe(200);
    expect(headers.etag).toMatch(/^"[\w-]{27}"$/);
    expect(headers['cache-control']).toBe('public, max-age=0, s-maxage=60, stale-while-revalidate=5');
    expect(headers['surrogate-key']?.split(' ')).toEqual(
      expect.arrayContaining([article.id, `article:${article.working.slug}`]),
    );
  }
  expect(kept.headers.etag).toBe(made.headers.etag);
  const again = await ask(kept.headers.etag);
  expect([again.status, again.text]).toEqual([304, '']);
});

test.each([
  ['{ tags { totalCount } }', 'application/graphql-response+json; charset=utf-8'],
  [
    '{ tags { totalCount } }',
    'application/graphql-response+json;charset=UTF-8, application/json; charset=utf-8',
  ],
  ['{ __typename tags { totalCount } }', 'application/json'],
])('shared caches may keep the response to %s as %s', async (query, accept) => {
  const answer = await supertest(app.url).post('/graphql').set('Accept', accept).send({ query });
  expect(answer.body.data.tags.totalCount).toEqual(expect.any(Number));
  expect(answer.headers['cache-control']).toMatch(/^public/);
  expect(answer.headers.etag).toBeDefined();
});

test('no cache may keep a response with an error', async () => {
  const { headers } = await app.delivery('{ article { title } }');
  expect(headers['cache-control']).toBe('private, no-store');
});
