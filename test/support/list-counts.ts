// What delivery.lists says of each list, against the listings that there are.
import type pg from 'pg';

export interface ListCounts {
  readonly id: string;
  readonly listings: number;
  readonly timed: number;
  readonly upcoming: number;
}

/** @returns the counts of each list, which are those of its listings */
export async function assertListCounts(database: Pick<pg.Pool, 'query'>): Promise<ListCounts[]> {
  const { rows: stored } = await database.query<ListCounts>(
    'SELECT id, listings::int, timed::int, upcoming::int FROM delivery.lists ORDER BY id',
  );
  const { rows: counted } = await database.query<ListCounts>(`
    SELECT l.id, count(t.list_id)::int AS listings, (count(*) FILTER (WHERE t.timed))::int AS timed,
      (count(*) FILTER (WHERE t.live_from > t.written_at))::int AS upcoming
    FROM delivery.lists l LEFT JOIN delivery.listings t ON t.list_id = l.id GROUP BY l.id ORDER BY l.id`);
  expect(stored).toEqual(counted);
  return stored;
}
