// What a server knows of the instants at which the clock alone changes what readers see, and of changes. Seen from inside.
import { jest } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import { ChangeFeed } from '../src/database/change-feed.js';
import type { TestApp } from './support/app.js';
import { askDelivery } from './support/http.js';
import { startInProcess } from './support/in-process-app.js';
import { newsroomOf, type Newsroom, type ArticleState, type Person } from './support/newsroom.js';

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
const tamper = ({ id }: ArticleState, title: string) =>
  app.owner.query('UPDATE delivery.articles SET title = $2 WHERE article_id = $1', [id, title]);

interface PlanNode {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** Rows of listings that PostgreSQL reads to find the instants of the next five minutes. */
async function listingsRead(): Promise<number> {
  const { rows } = await app.owner.query(
    "EXPLAIN (ANALYZE, FORMAT JSON) SELECT * FROM delivery.instants_within('5 minutes')",
  );
  const nodes = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodes)];
  return nodes(rows[0]['QUERY PLAN'][0].Plan)
    .filter((node) => node['Relation Name'] === 'listings')
    .reduce((sum, node) => sum + node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0), 0);
}

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
    expect(await listingsRead()).toBe(0);
    await publishUntil('Ends soon', new Date(Date.now() + 60_000));
    // The list of all articles, and its author's.
    expect(await listingsRead()).toBe(2);
  });

  test('the query for the next instants returns what the view of all instants has within the horizon', async () => {
    await newsroom.schedule(
      editor,
      await newsroom.approved(writer, editor, { authorIds, title: 'Soon' }),
      new Date(Date.now() + 90_000),
    );
    const sorted = 'ARRAY(SELECT unnest(keys) ORDER BY 1)';
    const { rows } = await app.owner.query(`
      SELECT at::text, ${sorted} AS keys FROM delivery.instants WHERE at <= now() + interval '5 minutes' ORDER BY at`);
    const within = await app.owner.query(
      `SELECT at::text, ${sorted} AS keys FROM delivery.instants_within('5 minutes') ORDER BY at`,
    );
    expect(rows).toHaveLength(2);
    expect(within.rows).toEqual(rows);
  });
});

test('a server that cannot read the instants still receives changes and serves no cached response', async () => {
  const kept = await publish('Kept');
  expect((await read(kept)).title).toBe('Kept');
  const refused = jest.spyOn(feed['log'], 'warn').mockImplementation(() => undefined);
  await app.owner.query('REVOKE EXECUTE ON FUNCTION delivery.instants_within FROM copydesk_desk');
  try {
    const known = feed.known;
    await publish('Heard of');
    expect([feed.known > known, feed.isUpToDate]).toEqual([true, false]);
    await tamper(kept, 'From the database');
    const { title, cacheControl } = await read(kept);
    expect(title).toBe('From the database');
    expect(cacheControl).toContain('s-maxage=0,');
    await publish('Also heard of');
    expect(refused.mock.calls).toEqual([[expect.stringContaining('instants')]]);
  } finally {
    await app.owner.query('GRANT EXECUTE ON FUNCTION delivery.instants_within TO copydesk_desk');
    refused.mockRestore();
  }
  await tamper(kept, 'Read again');
  await publish('Heard of with its instants');
  for (let tries = 0; !feed.isUpToDate && tries < 100; tries++) await sleep(10);
  expect(feed.isUpToDate).toBe(true);
  expect((await read(kept)).title).toBe('Read again');
  await tamper(kept, 'Behind the cache');
  expect((await read(kept)).title).toBe('Read again');
});
