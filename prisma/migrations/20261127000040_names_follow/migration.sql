-- Renaming or merging a tag or an author no longer rewrites its articles in the transaction that does it: 80,000 took 14 s, and all that
-- is published waited. Their copies of its name are looked up until a job has rewritten them. A server of before reads through these
-- views too; what it writes goes through the same triggers.

-- The tags and authors of which articles may still carry an earlier name, or that are merged and still carried: few, and mostly none.
CREATE TABLE delivery.renamed (
  id text NOT NULL,
  -- Of the last change.
  at timestamptz(6) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT renamed_pkey PRIMARY KEY (id)
);

-- Tags and authors as they are now, for the ids that an article carries: each once, in their order, and instead of a merged one the
-- other. Only what delivery has; the caller has the ids from a row that it may read. Functions, and not a part of the views, since
-- PostgreSQL would prepare to run them for each statement: 40 µs of 150.
CREATE FUNCTION delivery.current_tags(ids text[]) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'slug', t.slug, 'name', t.name, 'description', t.description)
                            ORDER BY t.position), '[]')
  FROM (
    SELECT t.id, t.slug, t.name, t.description, min(carried.position) AS position
    FROM unnest(ids) WITH ORDINALITY AS carried (id, position)
    JOIN desk.tags named ON named.id = carried.id
    JOIN delivery.tags t ON t.id = coalesce(named.merged_into_id, named.id)
    GROUP BY t.id
  ) t
$$;
CREATE FUNCTION delivery.current_tag_ids(ids text[]) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT ARRAY(
    SELECT t.id
    FROM unnest(ids) WITH ORDINALITY AS carried (id, position)
    JOIN desk.tags named ON named.id = carried.id
    JOIN delivery.tags t ON t.id = coalesce(named.merged_into_id, named.id)
    GROUP BY t.id ORDER BY min(carried.position))
$$;
CREATE FUNCTION delivery.current_authors(ids text[]) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'slug', t.slug, 'name', t.name, 'bio', t.bio)
                            ORDER BY t.position), '[]')
  FROM (
    SELECT t.id, t.slug, t.name, t.bio, min(carried.position) AS position
    FROM unnest(ids) WITH ORDINALITY AS carried (id, position)
    JOIN desk.authors named ON named.id = carried.id
    JOIN delivery.authors t ON t.id = coalesce(named.merged_into_id, named.id)
    GROUP BY t.id
  ) t
$$;
CREATE FUNCTION delivery.current_author_ids(ids text[]) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT ARRAY(
    SELECT t.id
    FROM unnest(ids) WITH ORDINALITY AS carried (id, position)
    JOIN desk.authors named ON named.id = carried.id
    JOIN delivery.authors t ON t.id = coalesce(named.merged_into_id, named.id)
    GROUP BY t.id ORDER BY min(carried.position))
$$;
REVOKE EXECUTE ON FUNCTION delivery.current_tags, delivery.current_tag_ids, delivery.current_authors,
  delivery.current_author_ids FROM PUBLIC;
GRANT EXECUTE ON FUNCTION delivery.current_tags, delivery.current_tag_ids, delivery.current_authors,
  delivery.current_author_ids TO copydesk_desk, copydesk_delivery;

-- The articles of delivery with their tags and authors as they are now; the views of the site read these. Nobody is granted it.
CREATE VIEW delivery.current_articles AS
SELECT
  a.publication_id, a.article_id, a.slug, a.title, a.excerpt, a.markdown, a.html, a.text, a.word_count, a.reading_minutes,
  CASE WHEN a.author_ids && (SELECT array_agg(id) FROM delivery.renamed)
    THEN delivery.current_authors(a.author_ids) ELSE a.authors END AS authors,
  CASE WHEN a.tag_ids && (SELECT array_agg(id) FROM delivery.renamed)
    THEN delivery.current_tags(a.tag_ids) ELSE a.tags END AS tags,
  CASE WHEN a.author_ids && (SELECT array_agg(id) FROM delivery.renamed)
    THEN delivery.current_author_ids(a.author_ids) ELSE a.author_ids END AS author_ids,
  CASE WHEN a.tag_ids && (SELECT array_agg(id) FROM delivery.renamed)
    THEN delivery.current_tag_ids(a.tag_ids) ELSE a.tag_ids END AS tag_ids,
  a.seo_title, a.seo_description, a.canonical_url, a.published_at, a.live_from, a.live_until, a.search, a.subtitle, a.words
FROM delivery.articles a;

CREATE OR REPLACE VIEW delivery.live_articles AS
SELECT
  a.publication_id, a.article_id, a.slug, a.title, a.excerpt, a.markdown, a.html, a.text, a.word_count,
  a.reading_minutes, a.authors, a.tags, a.author_ids, a.tag_ids, a.seo_title, a.seo_description, a.canonical_url,
  a.published_at, a.live_from, a.live_until, a.search, a.subtitle, a.words
FROM delivery.current_articles a WHERE a.live_from <= now() AND a.live_until > now();

CREATE OR REPLACE VIEW delivery.preview_articles AS
SELECT
  a.publication_id, a.article_id, a.slug, a.title, a.excerpt, a.markdown, a.html, a.text, a.word_count,
  a.reading_minutes, a.authors, a.tags, a.author_ids, a.tag_ids, a.seo_title, a.seo_description, a.canonical_url,
  a.published_at, a.live_from, a.live_until, a.search, a.subtitle, a.words
FROM (
  SELECT
    l.publication_id, l.article_id, l.slug, l.title, l.excerpt, l.markdown, l.html, l.text, l.word_count,
    l.reading_minutes, l.authors, l.tags, l.author_ids, l.tag_ids, l.seo_title, l.seo_description, l.canonical_url,
    l.published_at, l.live_from, l.live_until, l.search, l.subtitle, l.words,
    false AS own
  FROM delivery.current_articles l
  UNION ALL
  SELECT
    p.publication_id, p.article_id, p.slug, p.title, p.excerpt, p.markdown, p.html, p.text, p.word_count,
    p.reading_minutes, p.authors, p.tags, p.author_ids, p.tag_ids, p.seo_title, p.seo_description, p.canonical_url,
    p.published_at, p.live_from, p.live_until, p.search, p.subtitle, p.words,
    true
  -- Once for a statement, not for each row that it is joined to.
  FROM (WITH once AS MATERIALIZED (SELECT * FROM delivery.presented_article) SELECT * FROM once) p
) a
WHERE a.own OR (a.live_from <= now() AND a.live_until > now()
                AND a.article_id <> (SELECT article_id FROM delivery.presented));

CREATE OR REPLACE VIEW delivery.as_of_articles AS
SELECT
  a.publication_id, a.article_id, a.slug, a.title, a.excerpt, a.markdown, a.html, a.text, a.word_count,
  a.reading_minutes, a.authors, a.tags, a.author_ids, a.tag_ids, a.seo_title, a.seo_description, a.canonical_url,
  a.published_at, a.live_from, a.live_until, a.search, a.subtitle, a.words
FROM (
  SELECT
    l.publication_id, l.article_id, l.slug, l.title, l.excerpt, l.markdown, l.html, l.text, l.word_count,
    l.reading_minutes, l.authors, l.tags, l.author_ids, l.tag_ids, l.seo_title, l.seo_description, l.canonical_url,
    l.published_at, l.live_from, l.live_until, l.search, l.subtitle, l.words
  FROM delivery.current_articles l
  UNION ALL
  SELECT
    p.publication_id, p.article_id, p.slug, p.title, p.excerpt, p.markdown, p.html, p.text, p.word_count,
    p.reading_minutes, p.authors, p.tags, p.author_ids, p.tag_ids, p.seo_title, p.seo_description, p.canonical_url,
    p.published_at, p.live_from, p.live_until, p.search, p.subtitle, p.words
  FROM delivery.past_articles p
) a
WHERE (SELECT as_of FROM delivery.presented) IS NOT NULL
  AND (a.live_from > (SELECT as_of FROM delivery.presented)) IS FALSE AND (a.live_until <= (SELECT as_of FROM delivery.presented)) IS FALSE;

-- As before, but of a list that is no more the past alone counts: the listings of a merged tag stay until the job has removed them.
CREATE OR REPLACE VIEW delivery.as_of_counts AS
SELECT l.id,
  CASE WHEN l.listings IS NULL THEN 0
    ELSE l.listings
      - (SELECT count(*) FROM delivery.listings t
         WHERE t.list_id = l.id AND t.live_from > (SELECT as_of FROM delivery.presented))
      - (SELECT count(*) FROM delivery.listings t
         WHERE t.list_id = l.id AND t.timed AND t.live_until <= (SELECT as_of FROM delivery.presented))
    END
    + (SELECT count(*) FROM delivery.past_listings t
       WHERE t.list_id = l.id AND t.live_until > (SELECT as_of FROM delivery.presented)
         AND t.live_from <= (SELECT as_of FROM delivery.presented)) AS article_count
FROM (
  SELECT id, listings FROM delivery.lists
  UNION ALL
  SELECT DISTINCT list_id, NULL::bigint FROM delivery.past_listings p
  WHERE NOT EXISTS (SELECT FROM delivery.lists known WHERE known.id = p.list_id)
) l
WHERE (SELECT as_of FROM delivery.presented) IS NOT NULL;

-- What has ended keeps the names that readers last saw.
CREATE FUNCTION delivery.name_past_article() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF (NEW.tag_ids || NEW.author_ids) && (SELECT array_agg(id) FROM delivery.renamed) THEN
    NEW.tags := delivery.current_tags(NEW.tag_ids);
    NEW.authors := delivery.current_authors(NEW.author_ids);
    NEW.tag_ids := delivery.current_tag_ids(NEW.tag_ids);
    NEW.author_ids := delivery.current_author_ids(NEW.author_ids);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER name_past_article BEFORE INSERT ON delivery.past_articles
  FOR EACH ROW EXECUTE FUNCTION delivery.name_past_article();

-- An article's listings are written anew from its tags and authors, which must be those of now by then: a merged one would come back.
CREATE FUNCTION delivery.rename_in_articles() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF current_setting('copydesk.moves_listings', true) = 'on' THEN
    RETURN NULL;
  END IF;
  UPDATE delivery.articles a
  SET tags = delivery.current_tags(a.tag_ids), authors = delivery.current_authors(a.author_ids),
    tag_ids = delivery.current_tag_ids(a.tag_ids), author_ids = delivery.current_author_ids(a.author_ids)
  WHERE a.article_id IN (SELECT article_id FROM removed)
    AND (a.tag_ids || a.author_ids) && (SELECT array_agg(id) FROM delivery.renamed);
  RETURN NULL;
END $$;
CREATE TRIGGER rename_in_articles AFTER DELETE ON delivery.listings
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION delivery.rename_in_articles();
REVOKE EXECUTE ON FUNCTION delivery.name_past_article, delivery.rename_in_articles FROM PUBLIC;

-- The counts of every list, but for a merge, which copies listings before it holds the lock of publishing and counts them under it: a
-- count that it had changed before would keep what is published waiting.
CREATE OR REPLACE FUNCTION delivery.count_added_listings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('copydesk.moves_listings', true) = 'on' THEN
    RETURN NULL;
  END IF;
  INSERT INTO delivery.lists (id, listings, timed, upcoming)
  SELECT list_id, count(*), count(*) FILTER (WHERE timed), count(*) FILTER (WHERE live_from > written_at)
  FROM added GROUP BY list_id ORDER BY list_id
  ON CONFLICT (id) DO UPDATE SET listings = lists.listings + excluded.listings,
    timed = lists.timed + excluded.timed, upcoming = lists.upcoming + excluded.upcoming;
  RETURN NULL;
END $$;
