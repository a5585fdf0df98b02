-- What is done under the lock of publishing, as one statement. As fifteen, one publication held the lock for as many round trips, and
-- 50 a second were all that came through. Each statement of these functions has a snapshot of its own, as one that a server sends has.
-- A server of before sends its own statements, under the same lock.

-- Waits for other transactions that publish, longer than for a row: many publish at once, and all come through. Held until the
-- transaction ends.
CREATE FUNCTION delivery.lock_publishing() RETURNS void LANGUAGE plpgsql SET search_path = '' SET lock_timeout = 0 AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('copydesk.publishing'));
END $$;

-- The next numbered change, under that lock. Heard of when the transaction has committed, and not before.
CREATE FUNCTION delivery.append_change(tags text[]) RETURNS bigint LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  -- For servers that have to catch up; one that is further behind invalidates everything.
  max_kept_changes bigint := 10000;
  number bigint;
BEGIN
  INSERT INTO delivery.changes (seq, keys)
  SELECT coalesce(max(seq), 0) + 1, ARRAY(SELECT DISTINCT tag FROM unnest(tags) tag) FROM delivery.changes
  RETURNING seq INTO number;
  DELETE FROM delivery.changes WHERE seq <= number - max_kept_changes;
  PERFORM pg_notify('copydesk_changes', number::text);
  RETURN number;
END $$;

-- The cache tags of an article: its lists, and every slug that finds it, since what was answered with null may now be there. Its tags and
-- authors too where it may be their only article, since they come and go with it: one that begins or ends by itself may do so just now.
CREATE FUNCTION delivery.affected_tags(article text) RETURNS text[] LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  RETURN ARRAY(
    WITH lists AS (
      SELECT l.id, l.listings - l.timed AS lasting
      FROM delivery.lists l WHERE l.id IN (SELECT list_id FROM delivery.listings WHERE article_id = article)
    ), things AS (
      SELECT article AS id UNION SELECT id FROM lists WHERE lasting <= 1
    )
    SELECT delivery.list_key(id) FROM lists
    UNION SELECT id FROM things
    UNION SELECT s.kind || ':' || s.slug FROM delivery.slugs s JOIN things ON things.id = s.id);
END $$;

-- Whether an article's texts were copied before somebody renamed, merged or deleted one of its tags and authors, or before a renderer made
-- its body anew. By keys alone: shaping the article to compare it takes ten times as long.
CREATE FUNCTION delivery.is_stale(article text) RETURNS boolean LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM delivery.articles a CROSS JOIN jsonb_array_elements(a.tags) shown LEFT JOIN desk.tags t ON t.id = shown ->> 'id'
    WHERE a.article_id = article AND (t.id IS NULL OR t.merged_into_id IS NOT NULL OR t.deleted_at IS NOT NULL
      OR (t.slug, t.name, t.description) IS DISTINCT FROM (shown ->> 'slug', shown ->> 'name', shown ->> 'description'))
  ) OR EXISTS (
    SELECT FROM delivery.articles a CROSS JOIN jsonb_array_elements(a.authors) shown LEFT JOIN desk.authors t ON t.id = shown ->> 'id'
    WHERE a.article_id = article AND (t.id IS NULL OR t.merged_into_id IS NOT NULL OR t.deleted_at IS NOT NULL
      OR (t.slug, t.name, t.bio) IS DISTINCT FROM (shown ->> 'slug', shown ->> 'name', shown ->> 'bio'))
  ) OR EXISTS (
    SELECT FROM delivery.articles a
    JOIN desk.publications p ON p.id = a.publication_id JOIN desk.revisions r ON r.id = p.revision_id
    WHERE a.article_id = article
      AND (a.word_count, a.reading_minutes, a.excerpt, a.html, a.text)
        IS DISTINCT FROM (r.word_count, r.reading_minutes, coalesce(nullif(r.excerpt, ''), r.opening), r.html, r.text));
END $$;

-- Brings delivery's rows of an article in line with its publications, whose texts are copied already, and appends the change.
-- Takes the instant of the change; gives the number of the change.
CREATE FUNCTION delivery.project_article(article text, changed_at timestamptz) RETURNS bigint
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  before text[];
BEGIN
  PERFORM delivery.lock_publishing();
  before := delivery.affected_tags(article);

  -- What has ended moves out of the lists' way, and what was cancelled goes.
  UPDATE delivery.articles a SET live_until = coalesce(p.live_until, 'infinity')
  FROM desk.publications p
  WHERE p.id = a.publication_id AND a.article_id = article AND a.live_until <> coalesce(p.live_until, 'infinity');
  DELETE FROM delivery.articles a
  WHERE a.article_id = article AND NOT EXISTS (SELECT FROM desk.publications p WHERE p.id = a.publication_id);
  WITH ended AS (
    DELETE FROM delivery.articles a WHERE a.article_id = article AND a.live_until <= changed_at RETURNING a.*
  )
  -- Both tables have the same columns in the same order, and a test holds them to it.
  INSERT INTO delivery.past_articles SELECT * FROM ended;

  IF delivery.is_stale(article) THEN
    UPDATE delivery.articles a
    SET (tags, tag_ids, authors, author_ids) = ROW (s.tags, s.tag_ids, s.authors, s.author_ids),
      (html, text, word_count, reading_minutes, search, excerpt, seo_description) =
        ROW (s.html, s.text, s.word_count, s.reading_minutes, s.search, s.excerpt, s.seo_description),
      words = coalesce((SELECT w.words FROM desk.revision_words w WHERE w.revision_id = s.revision_id), a.words)
    FROM desk.publications p JOIN desk.shaped_revisions s ON s.revision_id = p.revision_id
    WHERE p.id = a.publication_id AND a.article_id = article;
  END IF;

  -- Its lists: the site's, its tags' and its authors'.
  DELETE FROM delivery.listings l WHERE l.article_id = article;
  INSERT INTO delivery.listings (list_id, publication_id, article_id, published_at, live_from, live_until, timed)
  SELECT list_id, a.publication_id, a.article_id, a.published_at, a.live_from, a.live_until,
    a.live_from > changed_at OR a.live_until < 'infinity'
  FROM delivery.articles a, unnest(ARRAY[''] || a.tag_ids || a.author_ids) AS list_id
  WHERE a.article_id = article;

  -- Tags and authors come to delivery with the first article that shows them.
  WITH tags AS (
    INSERT INTO delivery.tags (id, slug, name, description)
    SELECT DISTINCT t.id, t.slug, t.name, t.description
    FROM delivery.articles a JOIN desk.tags t ON t.id = ANY (a.tag_ids) WHERE a.article_id = article
    ON CONFLICT (id) DO NOTHING
  ), authors AS (
    INSERT INTO delivery.authors (id, slug, name, bio)
    SELECT DISTINCT t.id, t.slug, t.name, t.bio
    FROM delivery.articles a JOIN desk.authors t ON t.id = ANY (a.author_ids) WHERE a.article_id = article
    ON CONFLICT (id) DO NOTHING
  )
  INSERT INTO delivery.slugs (kind, slug, id, since)
  SELECT DISTINCT 'tag', t.slug, t.tag_id, '-infinity'::timestamptz
  FROM delivery.articles a JOIN desk.tag_slugs t ON t.tag_id = ANY (a.tag_ids) WHERE a.article_id = article
  UNION ALL
  SELECT DISTINCT 'author', t.slug, t.author_id, '-infinity'::timestamptz
  FROM delivery.articles a JOIN desk.author_slugs t ON t.author_id = ANY (a.author_ids) WHERE a.article_id = article
  ON CONFLICT (kind, slug) DO NOTHING;

  -- A slug finds the article from the instant at which it first goes live under it, and for good.
  DELETE FROM delivery.slugs s WHERE s.kind = 'article' AND s.id = article AND s.since > changed_at;
  INSERT INTO delivery.slugs (kind, slug, id, since)
  SELECT 'article', a.slug, a.article_id, min(a.live_from) FROM delivery.articles a
  WHERE a.article_id = article GROUP BY a.slug, a.article_id
  ON CONFLICT (kind, slug) DO NOTHING;

  RETURN delivery.append_change(before || delivery.affected_tags(article));
END $$;

REVOKE EXECUTE ON FUNCTION delivery.lock_publishing, delivery.append_change, delivery.affected_tags, delivery.is_stale,
  delivery.project_article FROM PUBLIC;
GRANT EXECUTE ON FUNCTION delivery.lock_publishing, delivery.append_change, delivery.affected_tags, delivery.is_stale,
  delivery.project_article TO copydesk_desk;
