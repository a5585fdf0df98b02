// What the database knows of the content, for the metrics: one statement, however many figures and scrapes want it at once.
import { within } from '../database/deadline.js';
import type { DeskDatabase } from '../database/desk.database.js';

export interface ContentFigures {
  readonly publications: number;
  /** Instants of schedules and ends that have come, and are not in the history yet. */
  readonly overdue: number;
  /** Of the newest change; null where there is none. */
  readonly seq: number | null;
  /** Since 1970. */
  readonly changedAtSeconds: number | null;
}

const MAX_AGE_MS = 1_000;
/** A scrape waits no longer, as while the database is away: the other figures are needed most then. */
export const MAX_WAIT_MS = 1_000;

/** @returns undefined where the database does not answer in time */
export function contentFiguresOf(database: DeskDatabase): () => Promise<ContentFigures | undefined> {
  let readAt = -Infinity;
  let last: Promise<ContentFigures | undefined>;
  return () => {
    if (performance.now() - readAt > MAX_AGE_MS) {
      readAt = performance.now();
      last = within(MAX_WAIT_MS, read(database)).catch(() => undefined);
    }
    return last;
  };
}

/** Publications are the count of the site's list; what is overdue comes from the partial indexes of what is not recorded yet. */
async function read(database: DeskDatabase): Promise<ContentFigures | undefined> {
  const [figures] = await database.$queryRaw<ContentFigures[]>`
    SELECT
      coalesce((SELECT article_count FROM delivery.live_counts WHERE id = ''), 0)::float8 AS publications,
      ((SELECT count(*) FROM desk.publications WHERE NOT go_live_recorded AND live_from <= now())
        + (SELECT count(*) FROM desk.publications WHERE NOT expire_recorded AND live_until <= now()))::float8 AS overdue,
      newest.seq::float8 AS seq, extract(epoch FROM newest.at)::float8 AS "changedAtSeconds"
    FROM (SELECT) one LEFT JOIN (SELECT seq, at FROM delivery.changes ORDER BY seq DESC LIMIT 1) newest ON true`;
  return figures;
}
