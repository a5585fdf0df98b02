// What a publication takes: beside many that are to come or to end, while a tag is renamed, and against the least that a transaction
// for it could do.
import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { compare, type Comparison } from './compare.js';
import type { Newsroom } from './newsroom.js';

/** Renaming may take seconds. */
const RENAMINGS = 5;
const CLIENTS = 8;
const RUN_MS = 2500;
const MAX_PUBLICATIONS = 1200;

export const compareTimed = (
  what: string,
  limit: number,
  none: Newsroom,
  timed: Newsroom,
): Promise<Comparison> =>
  compare(
    what,
    limit,
    () => none.publish(),
    () => timed.publish(),
  );

/** The longest that a publication takes while a tag with many articles is renamed, against while another article is published. */
export function compareWaits(what: string, limit: number, newsroom: Newsroom): Promise<Comparison> {
  const longestDuring = async (work: Promise<number>): Promise<number> => {
    let isOver = false;
    const over = work.finally(() => (isOver = true));
    // It is awaited below, and may fail before.
    over.catch(() => undefined);
    // Until it has begun.
    await sleep(2);
    let longest = await newsroom.publish();
    while (!isOver) longest = Math.max(longest, await newsroom.publish());
    await over;
    return longest;
  };
  return compare(
    what,
    limit,
    async () => {
      const [other] = await newsroom.approved(1);
      return longestDuring(newsroom.publish(other));
    },
    () => longestDuring(newsroom.renamePopularTag()),
    { warmUps: 1, times: RENAMINGS },
  );
}

/** Milliseconds a publication: by several clients at once through the server, and by as many sessions in the database alone. */
export async function compareThroughput(
  what: string,
  limit: number,
  newsroom: Newsroom,
): Promise<Comparison> {
  const articles = await newsroom.approved(MAX_PUBLICATIONS);
  const minimal = await MinimalPublishing.prepare(newsroom);
  const failures: string[] = [];
  const rate = async (publish: (nth: number) => Promise<unknown>, left: () => boolean): Promise<number> => {
    const start = performance.now();
    let count = 0;
    const client = async (nth: number) => {
      while (left() && performance.now() - start < RUN_MS) {
        await publish(nth);
        count += 1;
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, (_, nth) => client(nth)));
    return (performance.now() - start) / count;
  };
  try {
    const least: number[] = [];
    const ours: number[] = [];
    for (let round = 0; round < 2; round++) {
      least.push(
        await rate(
          (nth) => minimal.publish(nth),
          () => true,
        ),
      );
      ours.push(
        await rate(
          () => newsroom.publish(articles.pop()),
          () => articles.length > CLIENTS,
        ),
      );
    }
    return { what, few: Math.min(...least), many: Math.min(...ours), limit, failures };
  } finally {
    await minimal.close();
  }
}

/**
 * Publications as somebody would write them who knows nothing of rights, states and schedules: under one lock, the article, an entry of its
 * history, the row that readers see with its search index, its listings, and a numbered change. In tables of their own.
 */
class MinimalPublishing {
  private constructor(
    private readonly sessions: readonly pg.Client[],
    private readonly ids: readonly string[],
    private taken = 0,
  ) {}

  static async prepare({ database, databaseUrl }: Newsroom): Promise<MinimalPublishing> {
    await database.query(`
      DROP SCHEMA IF EXISTS minimal CASCADE;
      CREATE SCHEMA minimal;
      CREATE TABLE minimal.sources AS SELECT * FROM delivery.articles ORDER BY publication_id DESC LIMIT 2000;
      ALTER TABLE minimal.sources ADD PRIMARY KEY (article_id);
      CREATE TABLE minimal.works AS SELECT article_id AS id, 1 AS version FROM minimal.sources;
      ALTER TABLE minimal.works ADD PRIMARY KEY (id);
      CREATE TABLE minimal.events (id bigserial PRIMARY KEY, article_id text NOT NULL, name text NOT NULL, at timestamptz NOT NULL);
      CREATE TABLE minimal.articles (LIKE delivery.articles INCLUDING ALL);
      INSERT INTO minimal.articles SELECT * FROM minimal.sources;
      CREATE TABLE minimal.listings (LIKE delivery.listings INCLUDING ALL);
      CREATE TABLE minimal.changes (seq bigint PRIMARY KEY, keys text[] NOT NULL);
      ANALYZE minimal.sources, minimal.works, minimal.articles`);
    const { rows } = await database.query<{ id: string }>('SELECT id FROM minimal.works ORDER BY id');
    const sessions = Array.from({ length: CLIENTS }, () => new pg.Client(databaseUrl));
    await Promise.all(sessions.map((session) => session.connect()));
    return new MinimalPublishing(
      sessions,
      rows.map(({ id }) => id),
    );
  }

  async publish(nth: number): Promise<void> {
    const session = this.sessions[nth];
    const id = this.ids[this.taken++ % this.ids.length];
    const run = (name: string, text: string) => session?.query({ name, text, values: [id] });
    await session?.query(`BEGIN; SELECT pg_advisory_xact_lock(hashtext('minimal.publishing'))`);
    await run('work', 'UPDATE minimal.works SET version = version + 1 WHERE id = $1');
    await run('event', `INSERT INTO minimal.events (article_id, name, at) VALUES ($1, 'PUBLISH', now())`);
    await run('delete', 'DELETE FROM minimal.articles WHERE article_id = $1');
    await run('insert', 'INSERT INTO minimal.articles SELECT * FROM minimal.sources WHERE article_id = $1');
    await run('unlist', 'DELETE FROM minimal.listings WHERE article_id = $1');
    await run(
      'list',
      `INSERT INTO minimal.listings (list_id, publication_id, article_id, published_at, live_from, live_until, timed)
       SELECT list_id, publication_id, article_id, published_at, live_from, live_until, false
       FROM minimal.sources, unnest(ARRAY[''] || tag_ids || author_ids) AS list_id WHERE article_id = $1`,
    );
    await run(
      'change',
      `WITH change AS (INSERT INTO minimal.changes (seq, keys)
         SELECT coalesce(max(seq), 0) + 1, ARRAY[$1::text] FROM minimal.changes RETURNING seq)
       SELECT pg_notify('minimal_changes', seq::text) FROM change`,
    );
    await session?.query('COMMIT');
  }

  async close(): Promise<void> {
    await Promise.all(this.sessions.map((session) => session.end()));
  }
}
