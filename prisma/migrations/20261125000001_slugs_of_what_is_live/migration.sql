-- A tag or an author has a slug for the delivery role as long as an article of theirs is live: what is only scheduled has
-- none yet. An article's slug finds it from the instant at which it first goes live.
CREATE OR REPLACE VIEW delivery.live_slugs AS
SELECT s.kind, s.slug, s.id
FROM delivery.slugs s
WHERE s.since <= now()
  AND (s.kind = 'article'
       OR EXISTS (SELECT FROM delivery.live_counts c WHERE c.id = s.id AND c.article_count > 0));
