-- The content as an expert stores it without a projection: a table for each entity, an index for each operation, lz4 for
-- bodies where this PostgreSQL was built with it. article_tags repeats `published_at`, so that one index selects the page
-- of a tag.
CREATE FUNCTION bench.random_below(n bigint, seed int, bound int) RETURNS int LANGUAGE sql IMMUTABLE AS
  'SELECT ((hashint8extended(n, seed) & 2147483647) % bound)::int';
CREATE AGGREGATE bench.concatenated (tsvector) (SFUNC = tsvector_concat, STYPE = tsvector, INITCOND = '');

CREATE TABLE bench.tags (id text PRIMARY KEY, slug text NOT NULL UNIQUE, name text NOT NULL, description text);
INSERT INTO bench.tags
SELECT 'tag_01bench' || lpad(n::text, 19, '0'), 'topic-' || n, 'Topic ' || n, 'All there is about topic ' || n || '.'
FROM generate_series(0, 199) n;
CREATE INDEX ON bench.tags (id) INCLUDE (slug, name);

CREATE TABLE bench.authors (id text PRIMARY KEY, slug text NOT NULL UNIQUE, name text NOT NULL, bio text);
INSERT INTO bench.authors
SELECT 'aut_01bench' || lpad(n::text, 19, '0'), 'author-' || n, 'Author ' || n, 'Author ' || n || ' writes about trade.'
FROM generate_series(0, 49) n;
CREATE INDEX ON bench.authors (id) INCLUDE (slug, name);

CREATE TABLE bench.articles (
  id text NOT NULL, slug text NOT NULL, title text NOT NULL, excerpt text NOT NULL,
  markdown text NOT NULL, html text NOT NULL, text text NOT NULL,
  opening text NOT NULL, word_count int NOT NULL, published_at timestamptz(3) NOT NULL, search tsvector NOT NULL,
  words tsvector NOT NULL);
DO $$
BEGIN
  ALTER TABLE bench.articles ALTER COLUMN markdown SET COMPRESSION lz4, ALTER COLUMN html SET COMPRESSION lz4,
    ALTER COLUMN text SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
  NULL;
END $$;
-- An article has one of the 1,000 phrases and 8 of the 400 paragraphs of prose.ts.
INSERT INTO bench.articles
SELECT 'art_01bench' || lpad(i::text, 19, '0'),
       regexp_replace(lower(phrase.title), '[^a-z0-9]+', '-', 'g') || '-day-' || i,
       phrase.title || ', day ' || i, phrase.excerpt,
       body.markdown, body.html, body.text, body.opening, body.words,
       CASE WHEN i <= current_setting('bench.scheduled')::bigint THEN date_trunc('day', now()) + interval '1 year'
         ELSE timestamptz '2020-01-01 00:00Z' END + i * interval '1 minute' + bench.random_below(i, 2, 60000) * interval '1 ms',
       setweight(to_tsvector('delivery.copydesk', phrase.title || ', day ' || i), 'A')
         || setweight(to_tsvector('delivery.copydesk', phrase.excerpt), 'B') || body.search,
       setweight(to_tsvector('delivery.words', delivery.searchable_text(phrase.title || ', day ' || i)), 'A')
         || setweight(to_tsvector('delivery.words', delivery.searchable_text(phrase.excerpt)), 'B') || body.found_by
FROM generate_series(1, current_setting('bench.articles')::bigint) i
JOIN bench.phrases phrase ON phrase.n = bench.random_below(i, 1, 1000)
CROSS JOIN LATERAL (
  SELECT string_agg(p.markdown, E'\n\n' ORDER BY k) AS markdown, string_agg(p.html, E'\n' ORDER BY k) AS html,
         string_agg(p.text, E'\n\n' ORDER BY k) AS text, (array_agg(p.opening ORDER BY k))[1] AS opening,
         sum(p.words) AS words, bench.concatenated(p.search ORDER BY k) AS search,
         bench.concatenated(p.found_by ORDER BY k) AS found_by
  FROM generate_series(1, 8) k JOIN bench.paragraphs p ON p.n = bench.random_below(i, 100 + k, 400)
) body;
ALTER TABLE bench.articles ADD PRIMARY KEY (id);
CREATE UNIQUE INDEX ON bench.articles (slug);
CREATE UNIQUE INDEX ON bench.articles (published_at, id);

-- One to three tags and one or two authors an article. Each is a fixed step after the one before, so that none repeats.
CREATE TABLE bench.article_tags (
  article_id text NOT NULL, position int NOT NULL, tag_id text NOT NULL, published_at timestamptz(3) NOT NULL);
INSERT INTO bench.article_tags
SELECT a.id, k, 'tag_01bench' || lpad(((bench.random_below(a.n, 3, 200) + k * (1 + bench.random_below(a.n, 4, 66))) % 200)::text, 19, '0'),
       a.published_at
FROM (SELECT id, published_at, right(id, 19)::bigint AS n FROM bench.articles) a,
     generate_series(0, bench.random_below(a.n, 5, 3)) k;
-- Where it is asked for, one more tag, which each tenth article has.
INSERT INTO bench.tags SELECT 'tag_01bench' || lpad('200', 19, '0'), 'popular', 'Popular', NULL
WHERE current_setting('bench.popular')::boolean;
INSERT INTO bench.article_tags
SELECT a.id, 3, t.id, a.published_at FROM bench.articles a JOIN bench.tags t ON t.slug = 'popular'
WHERE right(a.id, 19)::bigint % 10 = 0;
ALTER TABLE bench.article_tags ADD PRIMARY KEY (article_id, position) INCLUDE (tag_id);
CREATE UNIQUE INDEX ON bench.article_tags (tag_id, published_at, article_id);

CREATE TABLE bench.article_authors (article_id text NOT NULL, position int NOT NULL, author_id text NOT NULL);
INSERT INTO bench.article_authors
SELECT a.id, k, 'aut_01bench' || lpad(((bench.random_below(a.n, 6, 50) + k * (1 + bench.random_below(a.n, 7, 48))) % 50)::text, 19, '0')
FROM (SELECT id, right(id, 19)::bigint AS n FROM bench.articles) a, generate_series(0, bench.random_below(a.n, 8, 2)) k;
ALTER TABLE bench.article_authors ADD PRIMARY KEY (article_id, position) INCLUDE (author_id);
CREATE INDEX ON bench.article_authors (author_id);
