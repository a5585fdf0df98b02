-- The listings that there are, and the counts that read them. Readers go on meanwhile; publications wait.
LOCK TABLE delivery.listings IN SHARE ROW EXCLUSIVE MODE;
UPDATE delivery.lists l SET timed = counted.timed, upcoming = counted.upcoming
FROM (
  SELECT l.id, count(t.list_id) AS timed, count(t.list_id) FILTER (WHERE t.live_from > t.written_at) AS upcoming
  FROM delivery.lists l LEFT JOIN delivery.listings t ON t.list_id = l.id AND t.timed GROUP BY l.id
) counted
WHERE counted.id = l.id AND (counted.timed, counted.upcoming) <> (l.timed, l.upcoming);

CREATE INDEX listings_upcoming ON delivery.listings (list_id, live_from) INCLUDE (live_until) WHERE live_from > written_at;
CREATE INDEX listings_timed_by_until ON delivery.listings (list_id, live_until) INCLUDE (live_from, written_at) WHERE timed;
DROP INDEX delivery.listings_timed;

-- The stored count of what had begun, with what has begun and less what has ended since it was written: a second's worth, while a
-- server runs.
CREATE OR REPLACE VIEW delivery.live_counts AS
SELECT l.id,
  l.listings - l.upcoming
    + (SELECT count(*) FROM delivery.listings t
       WHERE t.list_id = l.id AND t.live_from > t.written_at AND t.live_from <= now() AND t.live_until > now())
    - (SELECT count(*) FROM delivery.listings t
       WHERE t.list_id = l.id AND t.timed AND t.live_until <= now() AND t.live_from <= t.written_at) AS article_count
FROM delivery.lists l;

CREATE OR REPLACE VIEW delivery.preview_counts AS
SELECT l.id,
  coalesce((SELECT c.article_count FROM delivery.live_counts c WHERE c.id = l.id), 0)
    + (l.id = ANY ((SELECT joined FROM delivery.presented_lists)::text[]))::int
    - (l.id = ANY ((SELECT departed FROM delivery.presented_lists)::text[]))::int AS article_count
FROM (
  SELECT id FROM delivery.lists
  UNION ALL
  SELECT joined.id FROM delivery.presented_lists p, unnest(p.joined) AS joined (id)
  WHERE NOT EXISTS (SELECT FROM delivery.lists known WHERE known.id = joined.id)
) l
WHERE (SELECT article_id FROM delivery.presented) IS NOT NULL;
