-- Delivery's rows, as the projection writes them at each publication.
INSERT INTO delivery.articles (
  publication_id, article_id, slug, title, excerpt, markdown, html, text, word_count, reading_minutes, authors, tags,
  author_ids, tag_ids, seo_title, seo_description, canonical_url, published_at, live_from, live_until, search,
  words)
SELECT 'pub_' || substr(a.id, 5), a.id, a.slug, a.title, a.excerpt, a.markdown, a.html, a.text, a.word_count,
       ceil(a.word_count / 230.0)::int, byline.authors, tagged.tags, byline.ids, tagged.ids, a.title, a.excerpt, NULL,
       a.published_at, a.published_at, coalesce(p.live_until, 'infinity'), a.search, a.words
FROM bench.articles a
LEFT JOIN desk.publications p ON p.article_id = a.id
CROSS JOIN LATERAL (
  SELECT jsonb_agg(to_jsonb(t) ORDER BY position) AS authors, array_agg(t.id ORDER BY position) AS ids
  FROM bench.article_authors JOIN bench.authors t ON t.id = author_id WHERE article_id = a.id) byline
CROSS JOIN LATERAL (
  SELECT jsonb_agg(to_jsonb(t) ORDER BY position) AS tags, array_agg(t.id ORDER BY position) AS ids
  FROM bench.article_tags JOIN bench.tags t ON t.id = tag_id WHERE article_id = a.id) tagged;

INSERT INTO delivery.listings (list_id, publication_id, article_id, published_at, live_from, live_until, timed)
SELECT list_id, publication_id, article_id, published_at, live_from, live_until, live_from > now() OR live_until < 'infinity'
FROM delivery.articles, unnest(ARRAY[''] || tag_ids || author_ids) AS list_id;

INSERT INTO delivery.tags (id, slug, name, description) SELECT id, slug, name, description FROM bench.tags;
INSERT INTO delivery.authors (id, slug, name, bio) SELECT id, slug, name, bio FROM bench.authors;
INSERT INTO delivery.slugs (kind, slug, id, since)
SELECT 'article', slug, id, published_at FROM bench.articles
UNION ALL SELECT 'tag', slug, id, '-infinity' FROM bench.tags
UNION ALL SELECT 'author', slug, id, '-infinity' FROM bench.authors;
