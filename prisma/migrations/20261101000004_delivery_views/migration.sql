-- What readers see, and how the gate shapes it. The delivery role reads these views and functions and no table: what is
-- not live at this instant of the database's clock does not exist for it.

-- A revision as readers would get it; the gate copies from here.
CREATE VIEW desk.shaped_revisions AS
SELECT r.id AS revision_id,
       r.article_id,
       r.slug,
       r.title,
       coalesce(nullif(r.excerpt, ''), r.opening) AS excerpt,
       r.body AS markdown,
       r.html,
       r.text,
       r.word_count,
       r.reading_minutes,
       byline.authors,
       tagged.tags,
       byline.author_ids,
       tagged.tag_ids,
       coalesce(nullif(r.seo_title, ''), r.title) AS seo_title,
       coalesce(nullif(r.seo_description, ''), nullif(r.excerpt, ''), r.opening) AS seo_description,
       r.canonical_url,
       r.search
FROM desk.revisions r
CROSS JOIN LATERAL (
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'slug', a.slug, 'name', a.name, 'bio', a.bio)
                            ORDER BY ra.position), '[]') AS authors,
         coalesce(array_agg(a.id ORDER BY ra.position), '{}') AS author_ids
  FROM desk.revision_authors ra
  JOIN desk.authors a ON a.id = ra.author_id
  WHERE ra.revision_id = r.id
) byline
CROSS JOIN LATERAL (
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'slug', t.slug, 'name', t.name, 'description', t.description)
                            ORDER BY t.position), '[]') AS tags,
         coalesce(array_agg(t.id ORDER BY t.position), '{}') AS tag_ids
  FROM (
    -- A merged tag stands for the other, once.
    SELECT tag.id, tag.slug, tag.name, tag.description, min(rt.position) AS position
    FROM desk.revision_tags rt
    JOIN desk.tags named ON named.id = rt.tag_id
    JOIN desk.tags tag ON tag.id = coalesce(named.merged_into_id, named.id)
    WHERE rt.revision_id = r.id
    GROUP BY tag.id
  ) t
) tagged;

-- The counts of every list, kept where listings are written.
CREATE FUNCTION delivery.count_added_listings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO delivery.lists (id, listings)
  SELECT list_id, count(*) FROM added GROUP BY list_id ORDER BY list_id
  ON CONFLICT (id) DO UPDATE SET listings = lists.listings + excluded.listings;
  RETURN NULL;
END $$;

CREATE FUNCTION delivery.count_removed_listings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE delivery.lists SET listings = lists.listings - gone.n
  FROM (SELECT list_id, count(*) AS n FROM removed GROUP BY list_id) gone
  WHERE lists.id = gone.list_id;
  RETURN NULL;
END $$;

CREATE TRIGGER count_added AFTER INSERT ON delivery.listings
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION delivery.count_added_listings();
CREATE TRIGGER count_removed AFTER DELETE ON delivery.listings
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION delivery.count_removed_listings();

-- The site as it is now.
CREATE VIEW delivery.live_articles AS
SELECT * FROM delivery.articles WHERE live_from <= now() AND live_until > now();

CREATE VIEW delivery.live_listings AS
SELECT * FROM delivery.listings WHERE live_from <= now() AND live_until > now();

-- The kept count, less the few whose time is not now: as cheap for a million articles as for a thousand.
CREATE VIEW delivery.live_counts AS
SELECT l.id,
       l.listings - (SELECT count(*) FROM delivery.listings t
                     WHERE t.list_id = l.id AND t.timed AND NOT (t.live_from <= now() AND t.live_until > now()))
         AS article_count
FROM delivery.lists l;

CREATE VIEW delivery.live_tags AS
SELECT t.id, t.slug, t.name, t.description, c.article_count
FROM delivery.tags t JOIN delivery.live_counts c ON c.id = t.id
WHERE c.article_count > 0;

CREATE VIEW delivery.live_authors AS
SELECT a.id, a.slug, a.name, a.bio, c.article_count
FROM delivery.authors a JOIN delivery.live_counts c ON c.id = a.id
WHERE c.article_count > 0;

CREATE VIEW delivery.live_slugs AS
SELECT kind, slug, id FROM delivery.slugs WHERE since <= now();

-- The site as a preview shows it. Each takes the preview's id, which nobody can guess, and shows nothing for one that is
-- unknown or has expired: the delivery role can read what is not live only by presenting a preview.
CREATE FUNCTION delivery.previewed_articles(preview text) RETURNS SETOF delivery.articles
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  WITH shown AS (
    SELECT as_of, article FROM delivery.previews WHERE id = preview AND expires_at > now()
  )
  SELECT a.* FROM shown, delivery.articles a
  WHERE a.live_from <= coalesce(shown.as_of, now()) AND a.live_until > coalesce(shown.as_of, now())
    AND a.article_id IS DISTINCT FROM shown.article ->> 'article_id'
  UNION ALL
  SELECT a.* FROM shown, delivery.past_articles a
  WHERE shown.as_of IS NOT NULL AND a.live_from <= shown.as_of AND a.live_until > shown.as_of
  UNION ALL
  SELECT a.* FROM shown, jsonb_populate_record(NULL::delivery.articles, shown.article) a
  WHERE shown.article IS NOT NULL
$$;

CREATE FUNCTION delivery.previewed_listings(preview text) RETURNS SETOF delivery.listings
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT list_id, a.publication_id, a.article_id, a.published_at, a.live_from, a.live_until, false
  FROM delivery.previewed_articles(preview) a,
       unnest(ARRAY[''] || a.tag_ids || a.author_ids) AS list_id
$$;

CREATE FUNCTION delivery.previewed_counts(preview text) RETURNS TABLE (id text, article_count bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT list_id, count(*) FROM delivery.previewed_listings(preview) GROUP BY list_id
$$;

CREATE FUNCTION delivery.previewed_tags(preview text)
RETURNS TABLE (id text, slug text, name text, description text, article_count bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT t ->> 'id', (array_agg(t ->> 'slug' ORDER BY a.live_from DESC))[1],
         (array_agg(t ->> 'name' ORDER BY a.live_from DESC))[1],
         (array_agg(t ->> 'description' ORDER BY a.live_from DESC))[1], count(*)
  FROM delivery.previewed_articles(preview) a, jsonb_array_elements(a.tags) t
  GROUP BY t ->> 'id'
$$;

CREATE FUNCTION delivery.previewed_authors(preview text)
RETURNS TABLE (id text, slug text, name text, bio text, article_count bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT t ->> 'id', (array_agg(t ->> 'slug' ORDER BY a.live_from DESC))[1],
         (array_agg(t ->> 'name' ORDER BY a.live_from DESC))[1],
         (array_agg(t ->> 'bio' ORDER BY a.live_from DESC))[1], count(*)
  FROM delivery.previewed_articles(preview) a, jsonb_array_elements(a.authors) t
  GROUP BY t ->> 'id'
$$;

CREATE FUNCTION delivery.previewed_slugs(preview text) RETURNS TABLE (kind text, slug text, id text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT 'article', a.slug, a.article_id FROM delivery.previewed_articles(preview) a
  UNION
  SELECT 'tag', t.slug, t.id FROM delivery.previewed_tags(preview) t
  UNION
  SELECT 'author', t.slug, t.id FROM delivery.previewed_authors(preview) t
  UNION
  SELECT s.kind, s.slug, s.id
  FROM delivery.previews p JOIN delivery.slugs s ON s.since <= coalesce(p.as_of, now())
  WHERE p.id = preview AND p.expires_at > now()
$$;

-- The last number of what readers may see: the answers' X-Content-Seq.
CREATE VIEW delivery.content_seq AS
SELECT coalesce(max(seq), 0) AS seq FROM delivery.changes;

-- When the clock alone will change what readers see, and what it will touch. Not for the delivery role: what is to come
-- is nobody's yet. The keys are those of delivery.changes.
CREATE VIEW delivery.instants AS
SELECT instant.at, array_agg(DISTINCT touched.key) AS keys
FROM delivery.listings l
CROSS JOIN LATERAL (VALUES (l.live_from), (l.live_until)) instant (at)
CROSS JOIN LATERAL (
  SELECT l.article_id AS key
  UNION ALL
  SELECT l.list_id
  UNION ALL
  SELECT s.kind || ':' || s.slug FROM delivery.slugs s WHERE s.id IN (l.article_id, l.list_id)
) touched
WHERE l.timed AND instant.at > now() AND instant.at < 'infinity'
GROUP BY instant.at;
