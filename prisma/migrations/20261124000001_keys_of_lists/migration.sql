-- What depends on a list is known by another key than what depends on the name of the tag or author whose list it is:
-- an article that joins the list leaves the name alone.
CREATE FUNCTION delivery.list_key(list_id text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN CASE list_id WHEN '' THEN 'site' ELSE 'in:' || list_id END;
REVOKE EXECUTE ON FUNCTION delivery.list_key FROM PUBLIC;
GRANT EXECUTE ON FUNCTION delivery.list_key TO copydesk_desk;

-- As before, with these keys.
CREATE OR REPLACE VIEW delivery.instants AS
SELECT instant.at, array_agg(DISTINCT touched.key) AS keys
FROM delivery.listings l
CROSS JOIN LATERAL (VALUES (l.live_from), (l.live_until)) instant (at)
CROSS JOIN LATERAL (
  SELECT delivery.list_key(l.list_id) AS key
  UNION ALL
  SELECT thing.id FROM (VALUES (l.article_id), (l.list_id)) thing (id)
  UNION ALL
  SELECT s.kind || ':' || s.slug FROM delivery.slugs s WHERE s.id IN (l.article_id, l.list_id)
) touched
WHERE l.timed AND instant.at > now() AND instant.at < 'infinity'
GROUP BY instant.at;
