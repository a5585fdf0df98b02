-- A subtitle: optional, below the title in search. A server of before goes on beside this one: it inserts revisions without a
-- subtitle, and copies rows between delivery's two tables by position, so the column is the last one of both.
ALTER TABLE desk.revisions ADD COLUMN subtitle text;
ALTER TABLE delivery.articles ADD COLUMN subtitle text;
ALTER TABLE delivery.past_articles ADD COLUMN subtitle text;

-- Another expression of a generated column would rewrite the table while nobody can read it. Revisions are never changed, so
-- a trigger at their insertion does the same.
ALTER TABLE desk.revisions ALTER COLUMN search DROP EXPRESSION;

CREATE FUNCTION desk.index_revision() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  NEW.search :=
    setweight(to_tsvector('delivery.copydesk', left(NEW.title, 1000)), 'A') ||
    setweight(to_tsvector('delivery.copydesk', left(coalesce(NEW.subtitle, ''), 1000)), 'B') ||
    setweight(to_tsvector('delivery.copydesk', left(coalesce(NEW.excerpt, ''), 10000)), 'B') ||
    -- A tsvector holds 1 MB at most; this much text always fits.
    setweight(to_tsvector('delivery.copydesk', left(NEW.text, 200000)), 'C');
  RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION desk.index_revision FROM PUBLIC;
CREATE TRIGGER index_revision BEFORE INSERT ON desk.revisions FOR EACH ROW EXECUTE FUNCTION desk.index_revision();

-- A revision as readers would get it; projections copy from here.
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
       byline.authors,
       tagged.tags,
       byline.author_ids,
       tagged.tag_ids,
       coalesce(nullif(r.seo_title, ''), r.title) AS seo_title,
       coalesce(nullif(r.seo_description, ''), nullif(r.excerpt, ''), r.opening) AS seo_description,
       r.canonical_url,
       r.search,
       r.subtitle
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

CREATE OR REPLACE VIEW delivery.live_articles AS
SELECT
  a.publication_id, a.article_id, a.slug, a.title, a.excerpt, a.markdown, a.html, a.text, a.word_count,
  a.reading_minutes, a.authors, a.tags, a.author_ids, a.tag_ids, a.seo_title, a.seo_description, a.canonical_url,
  a.published_at, a.live_from, a.live_until, a.search, a.subtitle
FROM delivery.articles a WHERE a.live_from <= now() AND a.live_until > now();

-- As before, with the columns named: two tables were held to one order.
CREATE OR REPLACE FUNCTION delivery.previewed_articles(preview text) RETURNS SETOF delivery.articles
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  WITH shown AS (
    SELECT as_of, article FROM delivery.previews WHERE id = preview AND expires_at > now()
  )
  SELECT
    a.publication_id, a.article_id, a.slug, a.title, a.excerpt, a.markdown, a.html, a.text, a.word_count,
    a.reading_minutes, a.authors, a.tags, a.author_ids, a.tag_ids, a.seo_title, a.seo_description, a.canonical_url,
    a.published_at, a.live_from, a.live_until, a.search, a.subtitle
  FROM shown, delivery.articles a
  WHERE a.live_from <= coalesce(shown.as_of, now()) AND a.live_until > coalesce(shown.as_of, now())
    AND a.article_id IS DISTINCT FROM shown.article ->> 'article_id'
  UNION ALL
  SELECT
    a.publication_id, a.article_id, a.slug, a.title, a.excerpt, a.markdown, a.html, a.text, a.word_count,
    a.reading_minutes, a.authors, a.tags, a.author_ids, a.tag_ids, a.seo_title, a.seo_description, a.canonical_url,
    a.published_at, a.live_from, a.live_until, a.search, a.subtitle
  FROM shown, delivery.past_articles a
  WHERE shown.as_of IS NOT NULL AND a.live_from <= shown.as_of AND a.live_until > shown.as_of
  UNION ALL
  SELECT
    a.publication_id, a.article_id, a.slug, a.title, a.excerpt, a.markdown, a.html, a.text, a.word_count,
    a.reading_minutes, a.authors, a.tags, a.author_ids, a.tag_ids, a.seo_title, a.seo_description, a.canonical_url,
    a.published_at, a.live_from, a.live_until, a.search, a.subtitle
  FROM shown, jsonb_populate_record(NULL::delivery.articles, shown.article) a
  WHERE shown.article IS NOT NULL
$$;
