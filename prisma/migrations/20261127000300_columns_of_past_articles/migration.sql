-- What has ended moved to delivery.past_articles by SELECT *, which tied two tables to one order of columns. They have names now; a field of
-- an article is added to this function in the migration that adds it to the tables.
CREATE FUNCTION delivery.move_ended(article text, changed_at timestamptz) RETURNS void LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  WITH ended AS (
    DELETE FROM delivery.articles a WHERE a.article_id = article AND a.live_until <= changed_at RETURNING a.*
  )
  INSERT INTO delivery.past_articles (
    publication_id, article_id, slug, title, subtitle, excerpt, markdown, html, text, word_count, reading_minutes, authors, tags,
    author_ids, tag_ids, seo_title, seo_description, canonical_url, published_at, live_from, live_until, search, words)
  SELECT
    publication_id, article_id, slug, title, subtitle, excerpt, markdown, html, text, word_count, reading_minutes, authors, tags,
    author_ids, tag_ids, seo_title, seo_description, canonical_url, published_at, live_from, live_until, search, words
  FROM ended;
END $$;
REVOKE EXECUTE ON FUNCTION delivery.move_ended FROM PUBLIC;
GRANT EXECUTE ON FUNCTION delivery.move_ended TO copydesk_desk;

-- As before, but for that.
CREATE OR REPLACE FUNCTION delivery.project_article(article text, changed_at timestamptz) RETURNS bigint
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
  PERFORM delivery.move_ended(article, changed_at);

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
