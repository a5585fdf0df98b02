// Metrics of the content, from the database. One statement serves all gauges and all scrapes of one second.
import { within } from '../database/deadline.js';
import type { DeskDatabase } from '../database/desk.database.js';

export interface ContentMetrics {
  readonly publications: number;
  /** Starts and ends of publications that have passed and are not in the history yet. */
  readonly overdue: number;
  /** The number of the newest change; null where there is none. */
  readonly seq: number | null;
  /** Unix time of the newest change. */
  readonly changedAtSeconds: number | null;
}

const MAX_AGE_MS = 1_000;
/** A scrape waits no longer for the database. While it is away, the metrics that need no database matter most. */
export const MAX_SCRAPE_WAIT_MS = 1_000;

/** @returns a function whose result is undefined where the database does not answer in time */
export function contentMetricsOf(database: DeskDatabase): () => Promise<ContentMetrics | undefined> {
  let readAt = -Infinity;
  let last: Promise<ContentMetrics | undefined>;
  return () => {
    if (performance.now() - readAt > MAX_AGE_MS) {
      readAt = performance.now();
      last = within(MAX_SCRAPE_WAIT_MS, read(database)).catch(() => undefined);
    }
    return last;
  };
}

/** The partial indexes on publications that are not recorded yet serve `overdue`. */
async function read(database: DeskDatabase): Promise<ContentMetrics | undefined> {
  const [metrics] = await database.$queryRaw<ContentMetrics[]>`
    SELECT
      coalesce((SELECT article_count FROM delivery.live_counts WHERE id = ''), 0)::float8 AS publications,
      ((SELECT count(*) FROM desk.publications WHERE NOT go_live_recorded AND live_from <= now())
        + (SELECT count(*) FROM desk.publications WHERE NOT expire_recorded AND live_until <= now()))::float8 AS overdue,
      newest.seq::float8 AS seq, extract(epoch FROM newest.at)::float8 AS "changedAtSeconds"
    FROM (SELECT) one LEFT JOIN (SELECT seq, at FROM delivery.changes ORDER BY seq DESC LIMIT 1) newest ON true`;
  return metrics;
}
