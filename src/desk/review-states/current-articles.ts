// Articles as they are now. The row of an article to which time has done something lags until its history is written, a
// second at most while a server runs; what is read derives state, version and instants from the periods instead. Such rows
// are few, and found by partial indexes, so that all others are read as they stand, in the order of their indexes.
import { ARTICLE_COLUMNS, columnsOf } from '../../database/columns.js';
import type { Article } from '../../database/generated/prisma/client.js';
import sql, { empty, raw, type Sql } from 'sql-template-tag';
import { hasBegunUnrecorded, isLive, isScheduled } from './conditions.js';

/**
 * An article as it was at an instant of the database's clock. What else a response says of it is read for the same instant,
 * however much later: else a response around a GO_LIVE has the old state beside the new publication.
 */
export interface CurrentArticle extends Article {
  readonly asOf: Date;
}

/**
 * Of an article `a`: SCHEDULED and PUBLISHED become what its periods say, and the other states stay. What begins while the
 * article is PUBLISHED is another revision than its working copy.
 */
export const currentState = (now: Sql): Sql => sql`
  CASE WHEN a.review_state NOT IN ('SCHEDULED', 'PUBLISHED') THEN a.review_state
       WHEN a.review_state = 'SCHEDULED' AND ${isScheduled(now)} THEN 'SCHEDULED'
       WHEN ${isLive(now)} AND (a.review_state = 'SCHEDULED' OR NOT ${hasBegunUnrecorded(now)}) THEN 'PUBLISHED'
       ELSE 'UNPUBLISHED' END`;

/** Under their own names, for the branches of the union. */
const COLUMNS = raw(
  Object.values(ARTICLE_COLUMNS)
    .map((column) => `a.${column.replace(/::.*/, '')}`)
    .join(', '),
);

/** What time has done and is in no history yet, by article: as many events as the recorder will append. */
const DUE = sql`
  SELECT article_id, count(at)::int AS events, max(at) AS last_at FROM (
    SELECT article_id, live_from AS at FROM desk.publications WHERE NOT go_live_recorded AND live_from <= now()
    UNION ALL
    SELECT ended.article_id,
      CASE WHEN NOT EXISTS (
        SELECT FROM desk.publications next WHERE next.article_id = ended.article_id AND next.id <> ended.id
          AND next.live_from = ended.live_until) THEN ended.live_until END
    FROM desk.publications ended WHERE NOT ended.expire_recorded AND ended.live_until <= now()
  ) timed GROUP BY article_id`;

/** The articles that are due, with the columns of desk.articles. */
const CURRENT = sql`
  SELECT a.id, a.version + due.events AS version, state.now AS review_state,
    CASE WHEN state.now = a.review_state THEN a.state_since
         WHEN state.now = 'PUBLISHED' THEN p.last_begun
         WHEN a.review_state = 'PUBLISHED' THEN p.first_due ELSE p.last_ended END AS state_since,
    a.working_number, a.created_by_id, a.created_at, coalesce(due.last_at, a.updated_at) AS updated_at
  FROM due JOIN desk.articles a ON a.id = due.article_id
  CROSS JOIN LATERAL (
    SELECT least(
        min(live_from) FILTER (WHERE NOT go_live_recorded AND live_from <= now()),
        min(live_until) FILTER (WHERE NOT expire_recorded AND live_until <= now())) AS first_due,
      max(live_from) FILTER (WHERE live_from <= now()) AS last_begun,
      max(live_until) FILTER (WHERE live_until <= now()) AS last_ended
    FROM desk.publications WHERE article_id = a.id
  ) p
  CROSS JOIN LATERAL (SELECT ${currentState(sql`now()`)} AS now) state`;

/**
 * A statement that selects rows of CurrentArticle.
 * @param where a condition on an article `a`, which has the columns of desk.articles
 * @param order ORDER BY and LIMIT, on columns of `a`
 */
export const selectArticles = (where: Sql, order: Sql = empty): Sql => sql`
  WITH due AS MATERIALIZED (${DUE})
  SELECT ${columnsOf('a', ARTICLE_COLUMNS)}, date_trunc('milliseconds', now()) AS "asOf"
  FROM (${branches(COLUMNS, where, order)}) a ${order}`;

/** A statement that counts them, as `count`. */
export const countArticles = (where: Sql): Sql => sql`
  WITH due AS MATERIALIZED (${DUE})
  SELECT count(*)::int AS count FROM (${branches(raw('a.id'), where, empty)}) a`;

const branches = (columns: Sql, where: Sql, order: Sql): Sql => sql`
  (SELECT ${columns} FROM desk.articles a
   WHERE a.id NOT IN (SELECT article_id FROM due) AND ${where} ${order})
  UNION ALL
  (SELECT ${columns} FROM (${CURRENT}) a WHERE ${where} ${order})`;
