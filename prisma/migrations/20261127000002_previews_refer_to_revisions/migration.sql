-- A preview refers to the revision that it shows instead of holding a copy, and knows its maker. What it shows is read through
-- views, which PostgreSQL plans into the query that uses them: as functions they were computed whole for each query, 423 ms
-- of a site of 5,000 articles. A server of before goes on beside this one; each opens the previews of the other.
ALTER TABLE delivery.previews
  -- What the desk calls it. The id opens the preview: this much of it tells nothing of the rest.
  ADD COLUMN desk_id text GENERATED ALWAYS AS (left(id, 30)) STORED,
  -- Not known of one that a server of before has made.
  ADD COLUMN by_id text,
  ADD COLUMN created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ADD COLUMN article_id text,
  ADD COLUMN revision_id text,
  -- What finds the article, and stands in other tables than the revision's. A trigger fills them.
  ADD COLUMN slug text,
  -- When the article first went live, where it had by then.
  ADD COLUMN published_at timestamptz(3),
  ADD COLUMN authors jsonb,
  ADD COLUMN tags jsonb,
  ADD COLUMN author_ids text[],
  ADD COLUMN tag_ids text[];
UPDATE delivery.previews
SET article_id = article ->> 'article_id', revision_id = article ->> 'revision_id', slug = article ->> 'slug',
  published_at = (article ->> 'published_at')::timestamptz, created_at = (article ->> 'live_from')::timestamptz,
  authors = article -> 'authors', tags = article -> 'tags',
  author_ids = ARRAY(SELECT jsonb_array_elements_text(article -> 'author_ids')),
  tag_ids = ARRAY(SELECT jsonb_array_elements_text(article -> 'tag_ids')),
  article = NULL
WHERE article IS NOT NULL;
CREATE UNIQUE INDEX previews_desk_id_key ON delivery.previews (desk_id);
CREATE INDEX previews_by_id_idx ON delivery.previews (by_id);
CREATE INDEX previews_article_id_idx ON delivery.previews (article_id);

-- The lists in which past publications stood, with the names that these had: a site as of an instant past is read by the
-- same runs of indexes as the site of now.
CREATE TABLE delivery.past_listings (
  list_id text NOT NULL,
  publication_id text NOT NULL,
  article_id text NOT NULL,
  published_at timestamptz(3) NOT NULL,
  live_from timestamptz(3) NOT NULL,
  live_until timestamptz(3) NOT NULL,
  timed boolean NOT NULL DEFAULT true,
  -- tag, author, or neither for the site's list
  kind text,
  slug text,
  name text,
  -- a tag's description, an author's bio
  about text,
  CONSTRAINT past_listings_pkey PRIMARY KEY (list_id, publication_id)
);
CREATE INDEX past_listings_by_published_at ON delivery.past_listings (list_id, published_at, article_id)
  INCLUDE (publication_id, live_from, live_until);
CREATE INDEX past_listings_by_updated_at ON delivery.past_listings (list_id, live_from, article_id)
  INCLUDE (publication_id, published_at, live_until);
CREATE INDEX past_listings_by_until ON delivery.past_listings (list_id, live_until) INCLUDE (live_from);
CREATE INDEX past_listings_kind_slug_idx ON delivery.past_listings (kind, slug);

CREATE FUNCTION delivery.listings_of(past delivery.past_articles) RETURNS SETOF delivery.past_listings
LANGUAGE sql IMMUTABLE SET search_path = '' AS $$
  SELECT l.list_id, past.publication_id, past.article_id, past.published_at, past.live_from, past.live_until, true,
    l.kind, l.slug, l.name, l.about
  FROM (
    SELECT '' AS list_id, NULL AS kind, NULL AS slug, NULL AS name, NULL AS about
    UNION ALL
    SELECT t ->> 'id', 'tag', t ->> 'slug', t ->> 'name', t ->> 'description'
    FROM pg_catalog.jsonb_array_elements(past.tags) t
    UNION ALL
    SELECT t ->> 'id', 'author', t ->> 'slug', t ->> 'name', t ->> 'bio'
    FROM pg_catalog.jsonb_array_elements(past.authors) t
  ) l
$$;
CREATE FUNCTION delivery.list_past_article() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  INSERT INTO delivery.past_listings SELECT * FROM delivery.listings_of(NEW) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION delivery.listings_of, delivery.list_past_article FROM PUBLIC;
GRANT EXECUTE ON FUNCTION delivery.listings_of TO copydesk_desk;
CREATE TRIGGER list_past_article AFTER INSERT ON delivery.past_articles
  FOR EACH ROW EXECUTE FUNCTION delivery.list_past_article();
INSERT INTO delivery.past_listings
SELECT l.* FROM delivery.past_articles a, delivery.listings_of(a) l ON CONFLICT DO NOTHING;

-- The preview that a connection presents, by its id in a setting. Nobody is granted this view: those below read it.
CREATE VIEW delivery.presented AS
SELECT p.desk_id, p.as_of, p.article_id, p.revision_id, p.slug, p.created_at,
  coalesce(p.published_at, p.created_at) AS published_at, p.authors, p.tags, p.author_ids, p.tag_ids
FROM delivery.previews p
WHERE p.id = current_setting('copydesk.preview', true) AND p.expires_at > now();

-- Which of the two kinds of preview it is, the only thing that a query must know before it is compiled.
CREATE FUNCTION delivery.preview_kind(preview text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT CASE WHEN as_of IS NULL THEN 'article' ELSE 'site' END
  FROM delivery.previews WHERE id = preview AND expires_at > now()
$$;
REVOKE EXECUTE ON FUNCTION delivery.preview_kind FROM PUBLIC;
GRANT EXECUTE ON FUNCTION delivery.preview_kind TO copydesk_desk, copydesk_delivery;

-- As before, with each part computed only where it is read.
CREATE OR REPLACE VIEW desk.shaped_revisions AS
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
       (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'slug', a.slug, 'name', a.name, 'bio', a.bio)
                                  ORDER BY ra.position), '[]')
        FROM desk.revision_authors ra JOIN desk.authors a ON a.id = ra.author_id
        WHERE ra.revision_id = r.id) AS authors,
       -- A merged tag stands for the other, once.
       (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'slug', t.slug, 'name', t.name, 'description', t.description)
                                  ORDER BY t.position), '[]')
        FROM (
          SELECT tag.id, tag.slug, tag.name, tag.description, min(rt.position) AS position
          FROM desk.revision_tags rt
          JOIN desk.tags named ON named.id = rt.tag_id
          JOIN desk.tags tag ON tag.id = coalesce(named.merged_into_id, named.id)
          WHERE rt.revision_id = r.id
          GROUP BY tag.id
        ) t) AS tags,
       ARRAY(SELECT ra.author_id FROM desk.revision_authors ra
             WHERE ra.revision_id = r.id ORDER BY ra.position) AS author_ids,
       ARRAY(SELECT coalesce(named.merged_into_id, named.id)
             FROM desk.revision_tags rt JOIN desk.tags named ON named.id = rt.tag_id
             WHERE rt.revision_id = r.id
             GROUP BY coalesce(named.merged_into_id, named.id) ORDER BY min(rt.position)) AS tag_ids,
       coalesce(nullif(r.seo_title, ''), r.title) AS seo_title,
       coalesce(nullif(r.seo_description, ''), nullif(r.excerpt, ''), r.opening) AS seo_description,
       r.canonical_url,
       r.search,
       r.subtitle
FROM desk.revisions r;

-- A server of before copies the revision; of that copy, its id is enough.
CREATE FUNCTION delivery.fill_preview() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  NEW.revision_id := coalesce(NEW.revision_id, NEW.article ->> 'revision_id');
  NEW.article := NULL;
  IF NEW.revision_id IS NOT NULL THEN
    SELECT s.article_id, s.slug, s.authors, s.tags, s.author_ids, s.tag_ids,
      (SELECT min(p.published_at) FROM desk.publications p WHERE p.article_id = s.article_id AND p.live_from <= now())
    INTO NEW.article_id, NEW.slug, NEW.authors, NEW.tags, NEW.author_ids, NEW.tag_ids, NEW.published_at
    FROM desk.shaped_revisions s WHERE s.revision_id = NEW.revision_id;
  END IF;
  RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION delivery.fill_preview FROM PUBLIC;
CREATE TRIGGER fill_preview BEFORE INSERT ON delivery.previews
  FOR EACH ROW EXECUTE FUNCTION delivery.fill_preview();

-- The lists that it joins, and those that the live article of the same id leaves.
CREATE VIEW delivery.presented_lists WITH (security_barrier) AS
SELECT ARRAY[''] || p.tag_ids || p.author_ids AS joined,
  ARRAY(SELECT l.list_id FROM delivery.listings l
        WHERE l.article_id = p.article_id AND l.live_from <= now() AND l.live_until > now()) AS departed
FROM delivery.presented p WHERE p.revision_id IS NOT NULL;

-- The site as it is now, with the previewed article in its place. Two relations are appended before any condition, so that
-- a query's conditions, joins and order reach the indexes of the first; `own` is a constant of each, and folds away.
-- The barrier keeps the conditions of a query away from revisions that the preview does not show.
CREATE VIEW delivery.presented_article WITH (security_barrier) AS
SELECT
  p.desk_id AS publication_id, p.article_id, s.slug, s.title, s.excerpt, s.markdown, s.html, s.text, s.word_count,
  s.reading_minutes, p.authors, p.tags, p.author_ids, p.tag_ids, s.seo_title, s.seo_description, s.canonical_url,
  p.published_at, p.created_at AS live_from, 'infinity'::timestamptz AS live_until, s.search, s.subtitle
FROM delivery.presented p JOIN desk.shaped_revisions s ON s.revision_id = p.revision_id;

CREATE VIEW delivery.preview_articles AS
SELECT
  a.publication_id, a.article_id, a.slug, a.title, a.excerpt, a.markdown, a.html, a.text, a.word_count,
  a.reading_minutes, a.authors, a.tags, a.author_ids, a.tag_ids, a.seo_title, a.seo_description, a.canonical_url,
  a.published_at, a.live_from, a.live_until, a.search, a.subtitle
FROM (
  SELECT
    l.publication_id, l.article_id, l.slug, l.title, l.excerpt, l.markdown, l.html, l.text, l.word_count,
    l.reading_minutes, l.authors, l.tags, l.author_ids, l.tag_ids, l.seo_title, l.seo_description, l.canonical_url,
    l.published_at, l.live_from, l.live_until, l.search, l.subtitle,
    false AS own
  FROM delivery.articles l
  UNION ALL
  SELECT
    p.publication_id, p.article_id, p.slug, p.title, p.excerpt, p.markdown, p.html, p.text, p.word_count,
    p.reading_minutes, p.authors, p.tags, p.author_ids, p.tag_ids, p.seo_title, p.seo_description, p.canonical_url,
    p.published_at, p.live_from, p.live_until, p.search, p.subtitle,
    true
  -- Once for a statement, not for each row that it is joined to.
  FROM (WITH once AS MATERIALIZED (SELECT * FROM delivery.presented_article) SELECT * FROM once) p
) a
WHERE a.own OR (a.live_from <= now() AND a.live_until > now()
                AND a.article_id <> (SELECT article_id FROM delivery.presented));

CREATE VIEW delivery.preview_listings AS
SELECT a.list_id, a.publication_id, a.article_id, a.published_at, a.live_from, a.live_until, a.timed
FROM (
  SELECT l.list_id, l.publication_id, l.article_id, l.published_at, l.live_from, l.live_until, l.timed, false AS own
  FROM delivery.listings l
  UNION ALL
  SELECT l.list_id, p.desk_id, p.article_id, p.published_at, p.created_at, 'infinity'::timestamptz, false, true
  FROM delivery.presented p, unnest(ARRAY[''] || p.tag_ids || p.author_ids) AS l (list_id)
) a
WHERE a.own OR (a.live_from <= now() AND a.live_until > now()
                AND a.article_id <> (SELECT article_id FROM delivery.presented));

CREATE VIEW delivery.preview_counts AS
SELECT l.id,
  l.listings - (SELECT count(*) FROM delivery.listings t
                WHERE t.list_id = l.id AND t.timed AND NOT (t.live_from <= now() AND t.live_until > now()))
    + (l.id = ANY ((SELECT joined FROM delivery.presented_lists)::text[]))::int
    - (l.id = ANY ((SELECT departed FROM delivery.presented_lists)::text[]))::int AS article_count
FROM (
  SELECT id, listings FROM delivery.lists
  UNION ALL
  SELECT joined.id, 0::bigint FROM delivery.presented_lists p, unnest(p.joined) AS joined (id)
  WHERE NOT EXISTS (SELECT FROM delivery.lists known WHERE known.id = joined.id)
) l
WHERE (SELECT article_id FROM delivery.presented) IS NOT NULL;

CREATE VIEW delivery.preview_tags AS
SELECT t.id, t.slug, t.name, t.description, t.article_count
FROM (
  SELECT u.id, u.slug, u.name, u.description,
    coalesce((SELECT c.article_count FROM delivery.live_counts c WHERE c.id = u.id), 0)
      + (u.id = ANY ((SELECT joined FROM delivery.presented_lists)::text[]))::int
      - (u.id = ANY ((SELECT departed FROM delivery.presented_lists)::text[]))::int AS article_count
  FROM (
    SELECT id, slug, name, description FROM delivery.tags
    UNION ALL
    SELECT d.id, d.slug, d.name, d.description
    FROM delivery.presented p, unnest(p.tag_ids) AS joined (id) JOIN desk.tags d ON d.id = joined.id
    WHERE NOT EXISTS (SELECT FROM delivery.tags known WHERE known.id = joined.id)
  ) u
) t
WHERE (SELECT article_id FROM delivery.presented) IS NOT NULL AND t.article_count > 0;

CREATE VIEW delivery.preview_authors AS
SELECT t.id, t.slug, t.name, t.bio, t.article_count
FROM (
  SELECT u.id, u.slug, u.name, u.bio,
    coalesce((SELECT c.article_count FROM delivery.live_counts c WHERE c.id = u.id), 0)
      + (u.id = ANY ((SELECT joined FROM delivery.presented_lists)::text[]))::int
      - (u.id = ANY ((SELECT departed FROM delivery.presented_lists)::text[]))::int AS article_count
  FROM (
    SELECT id, slug, name, bio FROM delivery.authors
    UNION ALL
    SELECT d.id, d.slug, d.name, d.bio
    FROM delivery.presented p, unnest(p.author_ids) AS joined (id) JOIN desk.authors d ON d.id = joined.id
    WHERE NOT EXISTS (SELECT FROM delivery.authors known WHERE known.id = joined.id)
  ) u
) t
WHERE (SELECT article_id FROM delivery.presented) IS NOT NULL AND t.article_count > 0;

CREATE VIEW delivery.preview_slugs AS
SELECT s.kind, s.slug, s.id
FROM (
  SELECT kind, slug, id, since, false AS own FROM delivery.slugs
  UNION ALL
  SELECT 'article', slug, article_id, '-infinity'::timestamptz, true FROM delivery.presented WHERE slug IS NOT NULL
  UNION ALL
  SELECT 'tag', t.slug, t.tag_id, '-infinity'::timestamptz, true FROM desk.tag_slugs t
  WHERE t.tag_id = ANY ((SELECT tag_ids FROM delivery.presented)::text[])
    AND NOT EXISTS (SELECT FROM delivery.slugs known WHERE known.kind = 'tag' AND known.slug = t.slug)
  UNION ALL
  SELECT 'author', t.slug, t.author_id, '-infinity'::timestamptz, true FROM desk.author_slugs t
  WHERE t.author_id = ANY ((SELECT author_ids FROM delivery.presented)::text[])
    AND NOT EXISTS (SELECT FROM delivery.slugs known WHERE known.kind = 'author' AND known.slug = t.slug)
) s
WHERE s.own OR (s.since <= now() AND (s.kind <> 'article' OR s.slug <> (SELECT slug FROM delivery.presented)));

-- The instant. Pages of articles begin at it.
CREATE VIEW delivery.as_of_instant AS SELECT as_of AS at FROM delivery.presented WHERE as_of IS NOT NULL;

-- The site as of an instant. In this form the conditions on the period choose no index: the planner takes each for a third
-- of the rows, and would sort what an index has in order. The first condition is checked before anything is read: without a preview there is nothing.
CREATE VIEW delivery.as_of_articles AS
SELECT
  a.publication_id, a.article_id, a.slug, a.title, a.excerpt, a.markdown, a.html, a.text, a.word_count,
  a.reading_minutes, a.authors, a.tags, a.author_ids, a.tag_ids, a.seo_title, a.seo_description, a.canonical_url,
  a.published_at, a.live_from, a.live_until, a.search, a.subtitle
FROM (
  SELECT
    l.publication_id, l.article_id, l.slug, l.title, l.excerpt, l.markdown, l.html, l.text, l.word_count,
    l.reading_minutes, l.authors, l.tags, l.author_ids, l.tag_ids, l.seo_title, l.seo_description, l.canonical_url,
    l.published_at, l.live_from, l.live_until, l.search, l.subtitle
  FROM delivery.articles l
  UNION ALL
  SELECT
    p.publication_id, p.article_id, p.slug, p.title, p.excerpt, p.markdown, p.html, p.text, p.word_count,
    p.reading_minutes, p.authors, p.tags, p.author_ids, p.tag_ids, p.seo_title, p.seo_description, p.canonical_url,
    p.published_at, p.live_from, p.live_until, p.search, p.subtitle
  FROM delivery.past_articles p
) a
WHERE (SELECT as_of FROM delivery.presented) IS NOT NULL
  AND (a.live_from > (SELECT as_of FROM delivery.presented)) IS FALSE AND (a.live_until <= (SELECT as_of FROM delivery.presented)) IS FALSE;

CREATE VIEW delivery.as_of_listings AS
SELECT a.list_id, a.publication_id, a.article_id, a.published_at, a.live_from, a.live_until, a.timed
FROM (
  SELECT list_id, publication_id, article_id, published_at, live_from, live_until, timed FROM delivery.listings
  UNION ALL
  SELECT list_id, publication_id, article_id, published_at, live_from, live_until, timed FROM delivery.past_listings
) a
WHERE (SELECT as_of FROM delivery.presented) IS NOT NULL
  AND (a.live_from > (SELECT as_of FROM delivery.presented)) IS FALSE AND (a.live_until <= (SELECT as_of FROM delivery.presented)) IS FALSE;

-- The stored count, less what has come since, and with what has gone since: a count costs what has changed in between.
CREATE VIEW delivery.as_of_counts AS
SELECT l.id,
  l.listings
    - (SELECT count(*) FROM delivery.listings t
       WHERE t.list_id = l.id AND t.live_from > (SELECT as_of FROM delivery.presented))
    - (SELECT count(*) FROM delivery.listings t
       WHERE t.list_id = l.id AND t.timed AND t.live_until <= (SELECT as_of FROM delivery.presented))
    + (SELECT count(*) FROM delivery.past_listings t
       WHERE t.list_id = l.id AND t.live_until > (SELECT as_of FROM delivery.presented)
         AND t.live_from <= (SELECT as_of FROM delivery.presented)) AS article_count
FROM (
  SELECT id, listings FROM delivery.lists
  UNION ALL
  SELECT DISTINCT list_id, 0::bigint FROM delivery.past_listings p
  WHERE NOT EXISTS (SELECT FROM delivery.lists known WHERE known.id = p.list_id)
) l
WHERE (SELECT as_of FROM delivery.presented) IS NOT NULL;

CREATE VIEW delivery.as_of_tags AS
SELECT t.id, t.slug, t.name, t.description, t.article_count
FROM (
  SELECT u.id, u.slug, u.name, u.description,
    (SELECT c.article_count FROM delivery.as_of_counts c WHERE c.id = u.id) AS article_count
  FROM (
    SELECT id, slug, name, description FROM delivery.tags
    UNION ALL
    -- One that is gone since, as the last article that had it shows it.
    SELECT * FROM (
      SELECT DISTINCT ON (p.list_id) p.list_id, p.slug, p.name, p.about FROM delivery.past_listings p
      WHERE p.kind = 'tag' AND NOT EXISTS (SELECT FROM delivery.tags known WHERE known.id = p.list_id)
      ORDER BY p.list_id, p.live_until DESC
    ) gone
  ) u
) t
WHERE (SELECT as_of FROM delivery.presented) IS NOT NULL AND t.article_count > 0;

CREATE VIEW delivery.as_of_authors AS
SELECT t.id, t.slug, t.name, t.bio, t.article_count
FROM (
  SELECT u.id, u.slug, u.name, u.bio,
    (SELECT c.article_count FROM delivery.as_of_counts c WHERE c.id = u.id) AS article_count
  FROM (
    SELECT id, slug, name, bio FROM delivery.authors
    UNION ALL
    -- One that is gone since, as the last article that had it shows it.
    SELECT * FROM (
      SELECT DISTINCT ON (p.list_id) p.list_id, p.slug, p.name, p.about FROM delivery.past_listings p
      WHERE p.kind = 'author' AND NOT EXISTS (SELECT FROM delivery.authors known WHERE known.id = p.list_id)
      ORDER BY p.list_id, p.live_until DESC
    ) gone
  ) u
) t
WHERE (SELECT as_of FROM delivery.presented) IS NOT NULL AND t.article_count > 0;

-- A slug finds whose it was at that instant, before it finds whose it is now: a tag may have been merged into another since.
CREATE VIEW delivery.as_of_slugs AS
SELECT s.kind, s.slug, s.id
FROM (
  SELECT kind, slug, id, since, false AS past FROM delivery.slugs
  UNION ALL
  SELECT DISTINCT 'tag', p.slug, p.list_id, '-infinity'::timestamptz, true
  FROM delivery.past_listings p
  WHERE p.kind = 'tag' AND p.live_from <= (SELECT as_of FROM delivery.presented)
    AND p.live_until > (SELECT as_of FROM delivery.presented)
  UNION ALL
  SELECT DISTINCT 'author', p.slug, p.list_id, '-infinity'::timestamptz, true
  FROM delivery.past_listings p
  WHERE p.kind = 'author' AND p.live_from <= (SELECT as_of FROM delivery.presented)
    AND p.live_until > (SELECT as_of FROM delivery.presented)
) s
WHERE s.since <= (SELECT as_of FROM delivery.presented)
  AND (s.past OR s.kind = 'article' OR NOT EXISTS (
    SELECT FROM delivery.past_listings p
    WHERE p.kind = s.kind AND p.slug = s.slug AND p.live_from <= (SELECT as_of FROM delivery.presented)
    AND p.live_until > (SELECT as_of FROM delivery.presented)));

GRANT SELECT ON delivery.as_of_instant, delivery.preview_articles, delivery.preview_listings, delivery.preview_counts, delivery.preview_tags,
  delivery.preview_authors, delivery.preview_slugs, delivery.as_of_articles, delivery.as_of_listings, delivery.as_of_counts,
  delivery.as_of_tags, delivery.as_of_authors, delivery.as_of_slugs TO copydesk_delivery;

-- For servers of before: the same article, from the revision that the preview refers to.
CREATE OR REPLACE FUNCTION delivery.previewed_articles(preview text) RETURNS SETOF delivery.articles
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  WITH shown AS (
    SELECT desk_id, as_of, article_id, revision_id, created_at, coalesce(published_at, created_at) AS published_at,
      authors, tags, author_ids, tag_ids
    FROM delivery.previews WHERE id = preview AND expires_at > now()
  )
  SELECT
    a.publication_id, a.article_id, a.slug, a.title, a.excerpt, a.markdown, a.html, a.text, a.word_count,
    a.reading_minutes, a.authors, a.tags, a.author_ids, a.tag_ids, a.seo_title, a.seo_description, a.canonical_url,
    a.published_at, a.live_from, a.live_until, a.search, a.subtitle
  FROM shown, delivery.articles a
  WHERE a.live_from <= coalesce(shown.as_of, now()) AND a.live_until > coalesce(shown.as_of, now())
    AND a.article_id IS DISTINCT FROM shown.article_id
  UNION ALL
  SELECT
    a.publication_id, a.article_id, a.slug, a.title, a.excerpt, a.markdown, a.html, a.text, a.word_count,
    a.reading_minutes, a.authors, a.tags, a.author_ids, a.tag_ids, a.seo_title, a.seo_description, a.canonical_url,
    a.published_at, a.live_from, a.live_until, a.search, a.subtitle
  FROM shown, delivery.past_articles a
  WHERE shown.as_of IS NOT NULL AND a.live_from <= shown.as_of AND a.live_until > shown.as_of
  UNION ALL
  SELECT shown.desk_id, s.article_id, s.slug, s.title, s.excerpt, s.markdown, s.html, s.text, s.word_count,
    s.reading_minutes, shown.authors, shown.tags, shown.author_ids, shown.tag_ids, s.seo_title, s.seo_description,
    s.canonical_url, shown.published_at, shown.created_at, 'infinity', s.search, s.subtitle
  FROM shown JOIN desk.shaped_revisions s ON s.revision_id = shown.revision_id
$$;
