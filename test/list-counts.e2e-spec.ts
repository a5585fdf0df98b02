// How many articles a list has is counted where its listings are written. What the clock has changed since is added and taken away
// where the count is read, and how many are scheduled or have an end costs nothing. No server runs here, so that nothing is recorded.
import type pg from 'pg';
import { asOwner, cloneDatabase, type TestDatabase } from './support/database.js';
import { rowsRead } from './support/rows-read.js';

const LIST = 'tag_counted';
const TIMED = 700;
const SINCE = "now() - interval '1 minute'";

let database: TestDatabase;
let owner: pg.Pool;
beforeAll(async () => {
  database = await cloneDatabase();
  owner = asOwner(database.url);
});
beforeEach(() => owner.query('DELETE FROM delivery.listings'));
afterAll(async () => {
  await owner.end();
  await database.drop();
});

/** Writes listings of LIST as every version does, without saying when. @param from, until SQL of instants, in which `n` counts. */
const list = (name: string, from: string, until: string, count = 1) =>
  owner.query(`
    INSERT INTO delivery.listings (list_id, publication_id, article_id, published_at, live_from, live_until, timed)
    SELECT '${LIST}', '${name}' || n, '${name}' || n, live_from, live_from, live_until,
      live_from > clock_timestamp() OR live_until < 'infinity'
    FROM generate_series(1, ${count}) n CROSS JOIN LATERAL (SELECT ${from} AS live_from, ${until} AS live_until) period`);

/** As it is counted, and as there are, at one instant. */
async function counts(): Promise<{ counted: number; live: number }> {
  const { rows } = await owner.query(`
    SELECT (SELECT article_count FROM delivery.live_counts WHERE id = '${LIST}')::int AS counted,
      (SELECT count(*) FROM delivery.live_listings WHERE list_id = '${LIST}')::int AS live`);
  return rows[0];
}
const stored = async (): Promise<object> =>
  (
    await owner.query(
      `SELECT listings::int, timed::int, upcoming::int FROM delivery.lists WHERE id = '${LIST}'`,
    )
  ).rows[0];

test('a count is right before and after each instant, while nothing records that they have come', async () => {
  const { rows } = await owner.query('SELECT clock_timestamp()::text AS now');
  const after = (milliseconds: number) => `timestamptz '${rows[0].now}' + interval '${milliseconds} ms'`;
  await list('lasting', SINCE, "'infinity'::timestamptz");
  await list('ends', SINCE, after(1500));
  await list('begins', after(1000), "'infinity'::timestamptz");
  await list('comes and goes', after(1000), after(1500));
  await list('far', "now() + interval '1 day'", "now() + interval '2 days'");
  expect(await stored()).toEqual({ listings: 5, timed: 4, upcoming: 3 });
  for (const [milliseconds, live] of [
    [0, 2],
    [1000, 4],
    [1500, 2],
  ] as const) {
    await owner.query(`SELECT pg_sleep_until(${after(milliseconds)})`);
    expect(await counts()).toEqual({ counted: live, live });
  }
  // As the schedule recorder does: what has begun is written again, what has ended is deleted.
  await owner.query(
    "DELETE FROM delivery.listings WHERE publication_id LIKE 'begins%' OR live_until < clock_timestamp()",
  );
  await list('begins', after(1000), "'infinity'::timestamptz");
  expect(await stored()).toEqual({ listings: 3, timed: 1, upcoming: 1 });
  expect(await counts()).toEqual({ counted: 2, live: 2 });
});

describe.each([
  ['are scheduled', "now() + n * interval '1 hour'", "'infinity'::timestamptz", 0],
  ['have an end', SINCE, "now() + n * interval '1 hour'", TIMED],
])('where 700 articles of a list %s', (name, from, until, live) => {
  beforeEach(async () => {
    await list(name, from, until, TIMED);
    await list('lasting', SINCE, "'infinity'::timestamptz", 30);
    await owner.query('VACUUM ANALYZE delivery.listings, delivery.lists');
  });

  test('the count reads none of them', async () => {
    expect(await counts()).toEqual({ counted: live + 30, live: live + 30 });
    const count = `SELECT article_count FROM delivery.live_counts WHERE id = '${LIST}'`;
    expect(await rowsRead(owner, 'listings', count)).toBe(0);
  });

  test('the newest page reads no more than it shows', async () => {
    const page = `
      SELECT publication_id FROM delivery.live_listings WHERE list_id = '${LIST}' AND published_at <= now()
      ORDER BY published_at DESC, article_id DESC LIMIT 20`;
    expect(await rowsRead(owner, 'listings', page)).toBe(20);
  });
});
