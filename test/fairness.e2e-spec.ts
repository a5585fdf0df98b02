// What one client asks for leaves connections, and PostgreSQL's memory, to all others.
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { deliveryPool, withConnection } from '../src/database/delivery-pool.js';
import { execute } from '../src/database/prepared-statements.js';
import { startApp, type TestApp } from './support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ cacheBytes: 0 });
});
afterAll(() => app.close());

const fields = (count: number, text: string) =>
  `{ ${Array.from({ length: count }, (_, i) => `f${i}: ${text}`).join(' ')} }`;

/** How many of delivery's sessions wait for a lock, once that has not changed for a while. */
async function waitingSessions(): Promise<number> {
  let [count, unchanged] = [-1, 0];
  while (unchanged < 5) {
    await sleep(100);
    const { rows } = await app.owner.query<{ count: number }>(`
      SELECT count(*)::int AS count FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'copydesk_delivery' AND wait_event_type = 'Lock'`);
    const now = rows[0]?.count ?? 0;
    unchanged = now === count && now > 0 ? unchanged + 1 : 0;
    count = now;
  }
  return count;
}

describe('while nobody can read articles', () => {
  let owner: pg.PoolClient;
  let waiting: Promise<unknown>[];
  beforeEach(async () => {
    owner = await app.owner.connect();
    await owner.query('BEGIN; LOCK TABLE delivery.articles IN ACCESS EXCLUSIVE MODE');
    waiting = [];
  });
  afterEach(async () => {
    await owner.query('ROLLBACK');
    owner.release();
    await Promise.all(waiting);
  });

  test('a request of thirty fields has three connections, and tags are read on the others', async () => {
    waiting.push(app.delivery(fields(30, 'article(slug: "any") { title }')));
    expect(await waitingSessions()).toBe(3);
    const answer = await app.delivery('{ tags { totalCount } }');
    expect(answer).toMatchObject({ status: 200, data: { tags: { totalCount: 0 } } });
  });

  test('eight requests of four searches have three of ten connections together', async () => {
    for (const n of [1, 2, 3, 4, 5, 6, 7, 8]) {
      waiting.push(app.delivery(fields(4, `search(query: "words ${n}") { nodes { id } }`)));
    }
    expect(await waitingSessions()).toBe(3);
    const answer = await app.delivery('{ tags { totalCount } }');
    expect(answer).toMatchObject({ status: 200, data: { tags: { totalCount: 0 } } });
  });
});

describe('on one connection of delivery', () => {
  let pool: pg.Pool;
  beforeAll(() => {
    pool = deliveryPool({ url: app.databaseUrl, isPooled: false }, { max: 1 }, () => Promise.resolve());
  });
  afterAll(() => pool.end());

  const statement = (n: number, length: number) => ({
    name: `statement_${n}_${length}`,
    text: `SELECT ${n} AS n`.padEnd(length),
  });
  const run = (...of: Parameters<typeof statement>) =>
    withConnection(pool, (connection) => execute<{ n: number }>(connection, statement(...of)));
  const prepared = () =>
    withConnection(pool, (connection) =>
      execute<{ name: string; length: number }>(connection, {
        text: 'SELECT name, length(statement) FROM pg_prepared_statements ORDER BY prepare_time',
      }),
    );

  test('only the statements that were used last stay prepared, and a deallocated one runs again', async () => {
    for (let n = 0; n < 100; n++) expect(await run(n, 5000)).toEqual([{ n }]);
    const names = (await prepared()).map(({ name }) => name);
    expect(names).toEqual(Array.from({ length: 25 }, (_, i) => `statement_${75 + i}_5000`));
    expect(await run(0, 5000)).toEqual([{ n: 0 }]);
    expect((await prepared()).map(({ name }) => name)).toContain('statement_0_5000');
  });

  test('a statement of more than 16,000 characters is not prepared', async () => {
    expect(await run(1, 16_001)).toEqual([{ n: 1 }]);
    expect(await run(1, 16_001)).toEqual([{ n: 1 }]);
    expect((await prepared()).filter(({ length }) => length > 16_000)).toEqual([]);
  });

  test('a statement that PostgreSQL refuses leaves the others as they are', async () => {
    await expect(
      withConnection(pool, (connection) =>
        execute(connection, { name: 'refused', text: 'SELECT nothing'.padEnd(5000) }),
      ),
    ).rejects.toThrow('nothing');
    for (let n = 0; n < 50; n++) expect(await run(n, 5000)).toEqual([{ n }]);
  });
});
