// A database of commit 9a60fed (test/fixtures/upgrade) is migrated with everything stored in it.
import { readFileSync } from 'node:fs';
import { migrate } from '../src/database/migrations.js';
import { startApp, type TestApp } from './support/app.js';
import { asOwner, emptyDatabase, type TestDatabase } from './support/database.js';
import { assertListCounts } from './support/list-counts.js';
import { loadDump } from './support/load-dump.js';
import { until } from './support/server-process.js';
import { countStale } from './support/stale-renderings.js';

const fixture = (name: string) => readFileSync(`test/fixtures/upgrade/${name}`, 'utf8');
const { deskAsEditor, ...readers } = JSON.parse(fixture('expected.json'));
const DESK_QUERY = `query ($id: ID!) { article(id: $id) {
  id version reviewState owners { name } working { id number title slug contentHash }
  live { revision { id } liveFrom liveUntil } scheduled { revision { id } liveFrom liveUntil }
  history(first: 100) { totalCount nodes { name from to note at revision { number } by { name } } }
  revisions(first: 100) { totalCount nodes { number contentHash } } } }`;
/** Computed from what is stored: later versions may render, index or decide otherwise. */
const COMPUTED = new Set(['html', 'text', 'wordCount', 'excerpt', 'description', 'transitions']);

const stored = (data: unknown): unknown =>
  JSON.parse(JSON.stringify(data), (key, value) => (COMPUTED.has(key) ? undefined : value));

/** As people sort names, as lists of tags are now. */
const sortedByName = ({ nodes, ...list }: { nodes: { name: string }[] }) => ({
  ...list,
  nodes: nodes.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true })),
});

interface Live {
  readonly slug: string;
  readonly updatedAt: string;
  readonly html: string;
}

let database: TestDatabase;
let app: TestApp;
/** As they were before the upgrade. */
let liveThen: Live[];
let lastChangeThen: number;
beforeAll(async () => {
  database = await emptyDatabase();
  await loadDump(database.url, fixture('database-9a60fed.sql'));
  const owner = asOwner(database.url);
  const { rows } = await owner.query(
    'SELECT slug, live_from AS "updatedAt", html FROM delivery.live_articles ORDER BY slug',
  );
  liveThen = JSON.parse(JSON.stringify(rows));
  lastChangeThen = Number((await owner.query('SELECT seq FROM delivery.content_seq')).rows[0].seq);
  await owner.end();
  await migrate(database.url);
  app = await startApp({ databaseUrl: database.url });
});
afterAll(async () => {
  await app?.close();
  await database?.drop();
});

const signIn = async (email: string, password: string) => {
  const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken user { role } } }';
  const { data, errors } = await app.desk(query, { input: { email, password } });
  expect(errors).toBeUndefined();
  return data.signIn;
};

test.each(Object.keys(readers).filter((name) => name !== 'search'))(
  'after an upgrade readers get everything that was stored: %s',
  async (name) => {
    const { query, data } = readers[name];
    const expected = name === 'tags' ? { tags: sortedByName(data.tags) } : data;
    expect(stored((await app.delivery(query)).data)).toEqual(stored(expected));
  },
);

test('after an upgrade what is live is rendered anew, as changes, and nothing counts as updated', async () => {
  await until(async () => (await countStale(app.owner)) === 0);
  const read = () => app.delivery('{ articles(first: 100) { nodes { slug updatedAt body { html } } } }');
  const { rows } = await app.owner.query('SELECT seq FROM delivery.content_seq');
  await until(async () => (await read()).headers['x-content-seq'] === rows[0].seq);
  const live: Live[] = (await read()).data.articles.nodes
    .map(({ body, ...article }: Live & { body: object }) => ({ ...article, ...body }))
    .sort((a: Live, b: Live) => (a.slug < b.slug ? -1 : 1));
  const withoutHtml = (articles: readonly Live[]) => articles.map(({ html: _, ...rest }) => rest);
  expect(withoutHtml(live)).toEqual(withoutHtml(liveThen));
  const changed = live.filter(({ html }, i) => html !== liveThen[i]?.html);
  expect(changed.length).toBeGreaterThan(0);
  expect(Number(rows[0].seq)).toBeGreaterThan(lastChangeThen);
  expect(changed.some(({ html }) => /<h2 id="/.test(html))).toBe(true);
});

test('after an upgrade every list has its counts', async () => {
  const stored = await assertListCounts(app.owner);
  expect(Math.max(...stored.map(({ upcoming }) => upcoming))).toBeGreaterThan(0);
});

test('after an upgrade a search still finds something', async () => {
  const { data } = await app.delivery(readers.search.query);
  expect(data.search.totalCount).toBeGreaterThan(0);
});

test('after an upgrade every article is indexed, and is found by all words of its title', async () => {
  const missing = `
    SELECT FROM delivery.articles WHERE words IS NULL UNION ALL
    SELECT FROM delivery.past_articles WHERE words IS NULL UNION ALL
    SELECT FROM desk.revisions WHERE id NOT IN (SELECT revision_id FROM desk.revision_words)`;
  const deadline = Date.now() + 30_000;
  while ((await app.owner.query(missing)).rows.length > 0 && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect((await app.owner.query(missing)).rows).toEqual([]);
  const { data } = await app.delivery('{ articles(first: 100) { nodes { id title } } }');
  expect(data.articles.nodes.length).toBeGreaterThan(3);
  for (const { id, title } of data.articles.nodes) {
    const query = 'query ($query: String!) { search(query: $query, first: 100) { nodes { id } } }';
    for (const word of title.match(/[\p{L}\p{N}]{3,}/gu)) {
      const answer = await app.delivery(query, { query: word });
      expect([word, answer.data.search.nodes]).toEqual([word, expect.arrayContaining([{ id }])]);
    }
  }
});

test('after an upgrade an editor sees every article with its state, revisions and history', async () => {
  const { accessToken } = await signIn('editor@bars.test', 'correct horse battery staple 2');
  const { data } = await app.desk('{ articles(first: 100) { nodes { id } } }', {}, accessToken);
  const found: unknown[] = [];
  for (const { id } of data.articles.nodes)
    found.push((await app.desk(DESK_QUERY, { id }, accessToken)).data.article);
  expect(found).toHaveLength(23);
  expect(found).toEqual(stored(deskAsEditor.data));
});

test.each([
  ['admin', 1, 'ADMIN'],
  ['editor2', 2, 'EDITOR'],
  ['writer', 2, 'WRITER'],
])('after an upgrade %s signs in with their previous password', async (name, number, role) => {
  const { user } = await signIn(`${name}@bars.test`, `correct horse battery staple ${number}`);
  expect(user).toEqual({ role });
});
