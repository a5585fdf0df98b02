// What must be so in the database whatever has been done, once nothing is being done any more. Each statement selects what is not
// so; the schema `soak` is record.sql's.
import { query } from '../databases.js';
import type { Faults } from './faults.js';

/** The data set's articles begin at version 4 with one event. */
const EVENTS_AND_VERSION = `
  SELECT a.id, a.version, count(*) AS events FROM desk.articles a JOIN desk.events e ON e.article_id = a.id
  GROUP BY a.id HAVING a.version <> count(*) + CASE WHEN a.id LIKE 'art\\_01bench%' THEN 3 ELSE 0 END`;

const INVARIANTS: Readonly<Record<string, string>> = {
  'publications of one article overlap': `
    SELECT p.id, q.id AS other FROM desk.publications p JOIN desk.publications q ON q.article_id = p.article_id AND q.id > p.id
    WHERE tstzrange(p.live_from, p.live_until) && tstzrange(q.live_from, q.live_until)`,
  'a publication is not in delivery once': `
    SELECT p.id, count(d) AS times FROM desk.publications p
    LEFT JOIN (SELECT publication_id FROM delivery.articles UNION ALL SELECT publication_id FROM delivery.past_articles) d
      ON d.publication_id = p.id
    WHERE p.live_until IS NULL OR p.live_until > p.live_from GROUP BY p.id HAVING count(d) <> 1`,
  'delivery has what no publication is': `
    SELECT d.publication_id FROM
      (SELECT publication_id FROM delivery.articles UNION ALL SELECT publication_id FROM delivery.past_articles) d
    WHERE NOT EXISTS (SELECT FROM desk.publications p WHERE p.id = d.publication_id)`,
  // As readers get it: a job rewrites the copies of a renamed tag later.
  'a row of delivery is not what its publication projects': `
    SELECT a.publication_id FROM delivery.current_articles a JOIN desk.publications p ON p.id = a.publication_id
    JOIN desk.shaped_revisions s ON s.revision_id = p.revision_id
    LEFT JOIN desk.revision_words w ON w.revision_id = p.revision_id
    WHERE NOT to_jsonb(a) @> (to_jsonb(s) - 'revision_id' - 'search')
      -- The data set's own are made by another rule.
      OR (a.search, a.words) IS DISTINCT FROM (s.search, w.words) AND p.id NOT LIKE 'pub\\_01bench%'
      OR (a.published_at, a.live_from, a.live_until) IS DISTINCT FROM
         (p.published_at, p.live_from, coalesce(p.live_until, 'infinity'))`,
  'a past row of delivery has another period or text than its publication': `
    SELECT a.publication_id FROM delivery.past_articles a JOIN desk.publications p ON p.id = a.publication_id
    JOIN desk.revisions r ON r.id = p.revision_id
    WHERE (a.title, a.markdown, a.live_from, a.live_until) IS DISTINCT FROM (r.title, r.body, p.live_from, p.live_until)`,
  'a listing is missing, or of nothing': `
    SELECT * FROM (
      SELECT list_id, publication_id FROM delivery.articles a, unnest(ARRAY[''] || a.tag_ids || a.author_ids) AS list_id
    ) want FULL JOIN delivery.listings l USING (list_id, publication_id)
    WHERE want IS NULL OR l.article_id IS NULL`,
  'a list’s count is not that of its listings': `
    SELECT id, l.listings, l.timed, l.upcoming, real.* FROM delivery.lists l FULL JOIN
      (SELECT list_id AS id, count(*) AS listings, count(*) FILTER (WHERE timed) AS timed,
         count(*) FILTER (WHERE live_from > written_at) AS upcoming
       FROM delivery.listings GROUP BY list_id) real USING (id)
    WHERE (coalesce(l.listings, 0), coalesce(l.timed, 0), coalesce(l.upcoming, 0)) <>
      (coalesce(real.listings, 0), coalesce(real.timed, 0), coalesce(real.upcoming, 0))`,
  'a live slug finds another article, or none': `
    SELECT a.slug, a.article_id, s.id FROM delivery.articles a LEFT JOIN delivery.slugs s ON s.kind = 'article' AND s.slug = a.slug
    WHERE a.live_from <= now() AND a.live_until > now() AND s.id IS DISTINCT FROM a.article_id`,
  'a tag’s name in delivery is not the desk’s': `
    SELECT d.id, d.name, t.name AS "at the desk" FROM delivery.tags d JOIN desk.tags t USING (id)
    WHERE (d.name, d.slug) IS DISTINCT FROM (t.name, t.slug)`,
  'the numbers of changes have gaps': `
    SELECT seq FROM (SELECT seq, seq - lag(seq) OVER (ORDER BY seq) AS step FROM soak.changes) c WHERE step <> 1`,
  'a change was forgotten, or came from nowhere': `
    SELECT seq FROM (SELECT seq FROM soak.changes WHERE at > '-infinity') s FULL JOIN delivery.changes USING (seq)
    WHERE (SELECT count(*) FROM soak.changes) < 10000 GROUP BY seq HAVING count(*) <> 1`,
  'periods changed without a numbered change': `
    SELECT id FROM soak.periods WHERE tx NOT IN (SELECT tx FROM soak.changes)`,
  'an event does not follow from the one before': `
    SELECT id, article_id, name FROM (
      SELECT e.*, lag(to_state) OVER (PARTITION BY article_id ORDER BY seq) AS before FROM desk.events e) e
    WHERE before IS NOT NULL AND from_state IS DISTINCT FROM before`,
  'the last event’s state is not the article’s': `
    SELECT a.id, a.review_state, e.to_state FROM desk.articles a CROSS JOIN LATERAL (
      SELECT to_state FROM desk.events WHERE article_id = a.id ORDER BY seq DESC LIMIT 1) e
    WHERE e.to_state <> a.review_state`,
  'a version is not the number of events': EVENTS_AND_VERSION,
  'a revision’s number is left out, or is not the working copy’s': `
    SELECT a.id, a.working_number, max(r.number), count(*) FROM desk.articles a JOIN desk.revisions r ON r.article_id = a.id
    GROUP BY a.id HAVING a.working_number <> max(r.number) OR count(*) <> max(r.number)`,
  'what has begun or ended is not in the history': `
    SELECT id FROM desk.publications
    WHERE NOT go_live_recorded AND live_from <= now() OR NOT expire_recorded AND live_until <= now()`,
  'a publication that has begun has no event': `
    SELECT p.id FROM desk.publications p WHERE p.live_from <= now() AND NOT EXISTS (
      SELECT FROM desk.events e WHERE e.article_id = p.article_id AND e.revision_id = p.revision_id
        AND e.name IN ('PUBLISH', 'GO_LIVE') AND e.at = p.live_from)`,
  'a review state contradicts the publications': `
    SELECT a.id, a.review_state FROM desk.articles a
    JOIN desk.revisions w ON w.article_id = a.id AND w.number = a.working_number
    LEFT JOIN desk.publications live ON live.article_id = a.id AND live.live_from <= now()
      AND (live.live_until IS NULL OR live.live_until > now())
    LEFT JOIN desk.publications later ON later.article_id = a.id AND later.live_from > now()
    WHERE CASE a.review_state
      WHEN 'PUBLISHED' THEN live.revision_id IS DISTINCT FROM w.id
      WHEN 'SCHEDULED' THEN later.revision_id IS DISTINCT FROM w.id
      WHEN 'ARCHIVED' THEN live IS NOT NULL OR later IS NOT NULL
      ELSE live.revision_id = w.id AND a.review_state <> 'APPROVED' AND a.review_state <> 'DRAFT' END`,
  'a job in the background has failed': `
    SELECT id, task_identifier, last_error FROM graphile_worker.jobs WHERE last_error IS NOT NULL`,
};

/** @param saved titles of revisions whose making was answered with success */
export async function checkInvariants(url: string, saved: readonly string[], faults: Faults): Promise<void> {
  for (const [what, text] of Object.entries(INVARIANTS)) {
    for (const row of await query(url, text)) faults.add(what, JSON.stringify(row));
  }
  const lost = await query<{ title: string }>(
    url,
    'SELECT title FROM unnest($1::text[]) AS title WHERE title NOT IN (SELECT title FROM desk.revisions)',
    [saved],
  );
  for (const { title } of lost) faults.add('a saved revision is lost', title);
}
