// Which revisions a renderer has yet to see, and in which order it comes to them.
import sql, { type Sql } from 'sql-template-tag';
import { RENDERER_VERSION } from '../content/renderer.js';

/** In this form an index has it. */
export const UNSEEN = sql`greatest(r.renderer, r.refused_by) < ${RENDERER_VERSION}`;

/** Of what is live or scheduled. */
export const IN_DELIVERY = sql`
  FROM delivery.articles a
  JOIN desk.publications p ON p.id = a.publication_id
  JOIN desk.revisions r ON r.id = p.revision_id
  WHERE ${UNSEEN}`;

/**
 * Each selects ids that fulfil a condition on `r`. What readers have comes first, the newest before; then what is scheduled,
 * what is being written, and all the rest: a difference of two revisions would show the renderers' differences too.
 */
export const STAGES: readonly ((condition: Sql) => Sql)[] = [
  (condition) =>
    sql`SELECT r.id ${IN_DELIVERY} AND ${condition} ORDER BY a.live_from > now(), a.live_from DESC`,
  (condition) => sql`
    SELECT r.id FROM desk.articles w JOIN desk.revisions r ON (r.article_id, r.number) = (w.id, w.working_number)
    WHERE ${UNSEEN} AND ${condition} ORDER BY w.updated_at DESC`,
  (condition) => sql`SELECT r.id FROM desk.revisions r WHERE ${UNSEEN} AND ${condition}`,
];
