// What a server knows of the instants at which the clock alone changes what readers see, and of changes. Seen from inside.
import { jest } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { ChangeFeed } from '../src/database/change-feed.js';
import { INSTANTS_AHEAD, LATER_CHANGES, type Instant } from '../src/database/instant-statements.js';
import type { TestApp } from './support/app.js';
import { askDelivery } from './support/http.js';
import { startInProcess } from './support/in-process-app.js';
import { newsroomOf, type Newsroom, type ArticleState, type Person } from './support/newsroom.js';
import { rowsRead } from './support/rows-read.js';
import { until } from './support/server-process.js';
import { word } from './support/tags-and-authors.js';

const ARTICLES = 700;

let app: TestApp;
let nest: NestFastifyApplication;
let feed: ChangeFeed;
let newsroom: Newsroom;
let editor: Person;
let writer: Person;
let authorIds: string[];
beforeAll(async () => {
  const started = await startInProcess();
  app = started;
  nest = started.nest;
  feed = nest.get(ChangeFeed);
  newsroom = newsroomOf(app);
  [editor, writer] = [await newsroom.person('EDITOR'), await newsroom.person('WRITER')];
  authorIds = [await newsroom.author(editor)];
});
afterAll(() => app.close());

const publish = (title: string): Promise<ArticleState> =>
  newsroom.published(writer, editor, { authorIds, title });
const publishUntil = async (title: string, until: Date, by = authorIds): Promise<ArticleState> =>
  newsroom.publish(editor, await newsroom.approved(writer, editor, { authorIds: by, title }), { until });
const query = 'query ($slug: String) { article(slug: $slug) { title } }';
const read = async ({ working }: ArticleState) => {
  const { body, headers } = await askDelivery(app.url, query, { slug: working.slug });
  return { title: body.data.article?.title, cacheControl: headers.get('cache-control') };
};
/** @returns the author's new slug */
async function rename(authorId: string): Promise<string> {
  const slug = word();
  const mutation = 'mutation ($input: UpdateAuthorInput!) { updateAuthor(input: $input) { __typename } }';
  await newsroom.run(editor, mutation, { input: { id: authorId, slug } });
  return slug;
}
const tamper = ({ id }: ArticleState, title: string) =>
  app.owner.query('UPDATE delivery.articles SET title = $2 WHERE article_id = $1', [id, title]);

/** What the server reads ahead, and with the changes after `seq`: rows of listings, by the millisecond and by their keys. */
const AHEAD = [0, 300, 0, 1000];
const listingsRead = (statement: string, values: unknown[]) =>
  rowsRead(app.owner, 'listings', statement, values);

describe('with 700 articles that end in a month', () => {
  beforeAll(async () => {
    await publishUntil('Licensed', new Date(Date.now() + 30 * 86_400_000));
    await app.owner.query(`
      INSERT INTO delivery.listings (list_id, publication_id, article_id, published_at, live_from, live_until, timed)
      SELECT list_id, publication_id || n, article_id || n, published_at, live_from, live_until + n * interval '1 s', true
      FROM delivery.listings, generate_series(1, ${ARTICLES}) n WHERE timed`);
    await app.owner.query('ANALYZE delivery.listings');
  });

  test('the query for the next instants reads those within the horizon and no others', async () => {
    const { rows } = await app.owner.query('SELECT count(*)::int AS n FROM delivery.listings WHERE timed');
    expect(rows[0].n).toBeGreaterThan(2 * ARTICLES);
    expect(await listingsRead(INSTANTS_AHEAD, AHEAD)).toBe(0);
    await publishUntil('Ends soon', new Date(Date.now() + 60_000));
    // The list of all articles, and its author's.
    expect(await listingsRead(INSTANTS_AHEAD, AHEAD)).toBe(2);
  });

  test('a change is read with the listings of its own article and no others', async () => {
    const seq = feed.known;
    const article = await publishUntil('Ends too', new Date(Date.now() + 90_000));
    expect(await listingsRead(LATER_CHANGES, [seq, 300, 0])).toBeLessThanOrEqual(4);
    const { rows } = await app.owner.query(LATER_CHANGES, [seq, 300, 0]);
    expect(rows).toHaveLength(1);
    expect(rows[0].instants).toEqual([
      {
        at: expect.any(Number),
        keys: expect.arrayContaining([article.id, 'site', `article:${article.working.slug}`]),
      },
    ]);
  });

  test('the query for the next instants returns what the view of all instants has within the horizon', async () => {
    await newsroom.schedule(
      editor,
      await newsroom.approved(writer, editor, { authorIds, title: 'Soon' }),
      new Date(Date.now() + 120_000),
    );
    const { rows } = await app.owner.query(`
      SELECT extract(epoch FROM at)::float8 * 1000 AS at, ARRAY(SELECT unnest(keys) ORDER BY 1) AS keys
      FROM delivery.instants WHERE at <= now() + interval '5 minutes' ORDER BY at`);
    const ahead = await app.owner.query(INSTANTS_AHEAD, AHEAD);
    const instants = ahead.rows[0].instants as Instant[];
    expect(rows).toHaveLength(3);
    expect(instants.map(({ at, keys }) => ({ at, keys: keys.toSorted() }))).toEqual(rows);
  });
});

describe('while the instants cannot be read', () => {
  const query = pg.Client.prototype.query as (...statement: unknown[]) => Promise<unknown>;
  let refused: jest.Spied<typeof pg.Client.prototype.query>;
  let warned: jest.Spied<(message: unknown) => void>;
  beforeEach(() => {
    warned = jest.spyOn(feed['log'], 'warn').mockImplementation(() => undefined);
    const refusing = function (this: pg.Client, ...statement: unknown[]): Promise<unknown> {
      if (statement[0] !== INSTANTS_AHEAD) return query.apply(this, statement);
      return query.call(this, 'SELECT 1 / 0');
    };
    refused = jest.spyOn(pg.Client.prototype, 'query').mockImplementation(refusing as never);
  });
  afterEach(() => void jest.restoreAllMocks());
  const refusals = () => refused.mock.calls.filter(([text]) => (text as unknown) === INSTANTS_AHEAD).length;

  test('a server receives changes, and serves from memory what they do not touch', async () => {
    const kept = await publish('Kept');
    expect((await read(kept)).title).toBe('Kept');
    await tamper(kept, 'From the database');
    await until(async () => refusals() > 0);
    const known = feed.known;
    await publish('Heard of');
    expect([feed.known > known, feed.isUpToDate]).toEqual([true, true]);
    expect(await read(kept)).toEqual({
      title: 'Kept',
      cacheControl: expect.stringContaining('s-maxage=60,'),
    });
    expect(warned.mock.calls).toEqual([[expect.stringContaining('instants')]]);
  });

  test('an article that is scheduled, and moved to an earlier instant, is served from that instant on', async () => {
    const approved = await newsroom.approved(writer, editor, { authorIds, title: 'In time' });
    const scheduled = await newsroom.schedule(editor, approved, new Date(Date.now() + 3_600_000));
    expect((await read(scheduled)).title).toBeUndefined();
    const { at } = await newsroom.scheduleSoon(editor, scheduled);
    for (let hasCome = false; !hasCome;) {
      const { rows } = await app.owner.query('SELECT clock_timestamp() >= $1 AS come', [at]);
      const { title } = await read(scheduled);
      hasCome = rows[0].come;
      if (hasCome) expect(title).toBe('In time');
    }
    expect(feed.isUpToDate).toBe(true);
  });

  test('after an author is renamed nothing is served from memory until they are read again', async () => {
    const kept = await publish('Kept on');
    expect((await read(kept)).title).toBe('Kept on');
    await rename(authorIds[0] as string);
    expect(feed.isUpToDate).toBe(false);
    await tamper(kept, 'From the database');
    expect(await read(kept)).toEqual({
      title: 'From the database',
      cacheControl: expect.stringContaining('s-maxage=0,'),
    });
    jest.restoreAllMocks();
    await until(async () => feed.isUpToDate);
  });
});

test('an author who is renamed is found by the new slug when an article of theirs goes live', async () => {
  const author = await newsroom.author(editor);
  const approved = await newsroom.approved(writer, editor, { authorIds: [author], title: 'First' });
  const { at } = await newsroom.scheduleSoon(editor, approved);
  const slug = await rename(author);
  const found = async () =>
    (await askDelivery(app.url, 'query ($slug: String) { author(slug: $slug) { name } }', { slug })).body.data
      .author;
  expect(await found()).toBeNull();
  for (let hasCome = false; !hasCome;) {
    const { rows } = await app.owner.query('SELECT clock_timestamp() >= $1 AS come', [at]);
    const author = await found();
    hasCome = rows[0].come;
    if (hasCome) expect(author).not.toBeNull();
  }
});
