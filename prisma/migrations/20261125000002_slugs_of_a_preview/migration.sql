-- In a preview a slug finds whose it was at that instant, before it finds whose it is now: a tag may have been merged into
-- another since.
CREATE OR REPLACE FUNCTION delivery.previewed_slugs(preview text) RETURNS TABLE (kind text, slug text, id text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  WITH shown AS (
    SELECT 'article' AS kind, a.slug, a.article_id AS id FROM delivery.previewed_articles(preview) a
    UNION
    SELECT 'tag', t.slug, t.id FROM delivery.previewed_tags(preview) t
    UNION
    SELECT 'author', t.slug, t.id FROM delivery.previewed_authors(preview) t
  )
  SELECT kind, slug, id FROM shown
  UNION ALL
  SELECT s.kind, s.slug, s.id
  FROM delivery.previews p JOIN delivery.slugs s ON s.since <= coalesce(p.as_of, now())
  WHERE p.id = preview AND p.expires_at > now()
    AND NOT EXISTS (SELECT FROM shown WHERE shown.kind = s.kind AND shown.slug = s.slug)
$$;
