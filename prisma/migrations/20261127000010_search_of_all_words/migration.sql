-- Search finds every word that people can see. PostgreSQL's parser takes addresses, paths, hyphenated words, signed numbers and tags as
-- one token or none, and a run of Chinese as one word. So the text is prepared before it is parsed, and a query likewise. A server of
-- before goes on with delivery.copydesk and the columns `search`; what it writes gets its words by the same triggers.

-- English stems of all words: a dictionary of stop words takes WHO for one.
CREATE TEXT SEARCH DICTIONARY delivery.english_stem (TEMPLATE = pg_catalog.snowball, LANGUAGE = english);
CREATE TEXT SEARCH CONFIGURATION delivery.words (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION delivery.words
  ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part WITH unaccent, delivery.english_stem;
-- Words as they are typed, of which one may be the beginning of another.
CREATE TEXT SEARCH CONFIGURATION delivery.beginnings (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION delivery.beginnings
  ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part WITH unaccent, simple;

-- A letter, with its marks, of the scripts that write words without spaces, or with particles joined to them: Han, Kana, Hangul, Thai,
-- Lao, Myanmar, Khmer. A regular expression.
CREATE FUNCTION delivery.unspaced_letter() RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT '[\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff'
    '\uff66-\uff9d\U00020000-\U0003ffff\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7a3'
    '\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6\u0edc-\u0edf'
    '\u1000-\u102a\u103f\u1050-\u1055\u1780-\u17b3\u17d7\u17dc]'
    '[\u3099\u309a\uff9e\uff9f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u17b4-\u17d3\u17dd]*'
$$;

-- A text as it is parsed. What cannot be seen is left out. U+001F separates: after punctuation, so that the parser begins anew there,
-- and around runs of letters without spaces. In these, each letter is written twice with U+001E between: the parser finds every pair
-- of neighbours as one word, and the first and the last letter alone. Both characters are ASCII, and no letters under any LC_CTYPE.
CREATE FUNCTION delivery.searchable_text(document text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  -- A class is looked for ten times as fast as translate() looks for as many characters.
  separated text := pg_catalog.regexp_replace(
    pg_catalog.regexp_replace(document,
      '[\u001e\u001f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe0e\ufe0f\ufeff]', '', 'g'),
    '([!-/:-@[-`{-~])', E'\\1\u001f', 'g');
  letter text := delivery.unspaced_letter();
BEGIN
  IF separated !~ letter THEN
    RETURN separated;
  END IF;
  separated := pg_catalog.regexp_replace(separated, '((?:' || letter || ')+)', E'\u001f\\1\u001f', 'g');
  RETURN pg_catalog.regexp_replace(separated, '(' || letter || ')', E'\\1\u001e\\1', 'g');
END $$;

-- What ts_headline makes of a searchable text, as it was written: marked pairs that overlap become one passage.
CREATE FUNCTION delivery.written_text(searchable text, start_mark text, stop_mark text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  letter text := delivery.unspaced_letter();
  written text := searchable;
BEGIN
  IF pg_catalog.strpos(written, E'\u001e') > 0 THEN
    written := pg_catalog.regexp_replace(written, stop_mark || E'\u001e' || start_mark || letter, '', 'g');
    written := pg_catalog.regexp_replace(written, letter || E'\u001e' || start_mark, start_mark, 'g');
    written := pg_catalog.regexp_replace(written, E'\u001e' || letter, '', 'g');
  END IF;
  RETURN pg_catalog.translate(written, E'\u001e\u001f', '');
END $$;

-- Words as people type them, "a phrase", -not, or. Stop words count where there is nothing else: with WHO among other words, an article
-- would not be found that has all but a `the`. A run of letters without spaces is the phrase of its pairs; a single letter begins one.
CREATE FUNCTION delivery.whole_words(typed text) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  letter text := delivery.unspaced_letter();
  -- Quotes and negations stay what they are.
  prepared text := pg_catalog.regexp_replace(delivery.searchable_text(typed), E'((?:^|\\s)-|")\u001f', '\1', 'g');
  query tsquery;
BEGIN
  IF pg_catalog.strpos(prepared, E'\u001e') > 0 THEN
    prepared := pg_catalog.regexp_replace(prepared, E'\u001f' || letter || E'\u001e', E'\u001f', 'g');
    prepared := pg_catalog.regexp_replace(prepared, E'\u001e' || letter || E'\u001f', E'\u001f', 'g');
  END IF;
  query := pg_catalog.websearch_to_tsquery('delivery.copydesk', prepared);
  IF pg_catalog.numnode(query) = 0 THEN
    query := pg_catalog.websearch_to_tsquery('delivery.words', prepared);
  END IF;
  RETURN pg_catalog.regexp_replace(query::text, '''(' || letter || ')''', '''\1'':*', 'g')::tsquery;
END $$;

-- The same, where the last word may be the beginning of one: unquoted, not negated, no stop word, of three characters at least.
CREATE FUNCTION delivery.begun_words(typed text) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  whole tsquery := delivery.whole_words(typed);
  last_word text := pg_catalog.substring(typed, '(?:^|\s)([^\s"-][^\s"]*)$');
  beginning text;
BEGIN
  -- An odd number of quotes: the last one is open.
  IF last_word IS NULL OR last_word ~ delivery.unspaced_letter()
    OR pg_catalog.length(pg_catalog.regexp_replace(typed, '[^"]', '', 'g')) % 2 = 1 THEN
    RETURN whole;
  END IF;
  beginning := pg_catalog.substring(
    pg_catalog.plainto_tsquery('delivery.beginnings', delivery.searchable_text(last_word))::text, '''([^'']{3,})''$');
  IF beginning IS NULL OR pg_catalog.numnode(pg_catalog.plainto_tsquery('delivery.copydesk', beginning)) = 0 THEN
    RETURN whole;
  END IF;
  RETURN pg_catalog.regexp_replace(whole::text, '(''[^'']+'')$', '( \1 | ''' || beginning || ''':* )')::tsquery;
END $$;

-- The searched words where they may be anything but the negated ones: of `a & b | c & !d`, any of a, b and c.
CREATE FUNCTION delivery.any_word(query tsquery) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT regexp_replace(coalesce(nullif(querytree(query), 'T'), ''), ' (&|<->|<\d+>) ', ' | ', 'g')::tsquery
$$;

-- The words of a byline.
CREATE FUNCTION delivery.name_words(name text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT to_tsvector('delivery.words', delivery.searchable_text(name))
$$;

-- Title over subtitle and excerpt over body. A tsvector holds 1 MB: a body of which that is not enough is searched as far as it is.
CREATE FUNCTION desk.article_words(title text, subtitle text, excerpt text, body text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  searched int := 200000;
BEGIN
  LOOP
    BEGIN
      RETURN
        setweight(to_tsvector('delivery.words', delivery.searchable_text(left(title, 1000))), 'A') ||
        setweight(to_tsvector('delivery.words', delivery.searchable_text(left(coalesce(subtitle, ''), 1000))), 'B') ||
        setweight(to_tsvector('delivery.words', delivery.searchable_text(left(coalesce(excerpt, ''), 10000))), 'B') ||
        setweight(to_tsvector('delivery.words', delivery.searchable_text(left(body, searched))), 'C');
    EXCEPTION WHEN program_limit_exceeded THEN
      searched := searched / 2;
    END;
  END LOOP;
END $$;

-- The words of each revision, in a table of their own: revisions are never changed, and these come later to those that there are.
CREATE TABLE desk.revision_words (
  revision_id text NOT NULL,
  words tsvector NOT NULL,
  CONSTRAINT revision_words_pkey PRIMARY KEY (revision_id),
  CONSTRAINT revision_words_revision_id_fkey FOREIGN KEY (revision_id) REFERENCES desk.revisions (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX revision_words_words_idx ON desk.revision_words USING gin (words);

CREATE FUNCTION desk.index_revision_words() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  INSERT INTO desk.revision_words (revision_id, words)
  VALUES (NEW.id, desk.article_words(NEW.title, NEW.subtitle, NEW.excerpt, NEW.text));
  RETURN NULL;
END $$;
CREATE TRIGGER index_revision_words AFTER INSERT ON desk.revisions
  FOR EACH ROW EXECUTE FUNCTION desk.index_revision_words();

-- Of publications too, empty until those of their revisions are there.
ALTER TABLE delivery.articles ADD COLUMN words tsvector;
ALTER TABLE delivery.past_articles ADD COLUMN words tsvector;
CREATE INDEX articles_words_idx ON delivery.articles USING gin (words);
CREATE INDEX articles_without_words ON delivery.articles (publication_id) WHERE words IS NULL;
CREATE INDEX past_articles_without_words ON delivery.past_articles (publication_id) WHERE words IS NULL;
CREATE INDEX authors_words ON delivery.authors USING gin (delivery.name_words(name));

CREATE FUNCTION delivery.copy_words() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  NEW.words := coalesce(NEW.words, (
    SELECT w.words FROM desk.publications p JOIN desk.revision_words w ON w.revision_id = p.revision_id
    WHERE p.id = NEW.publication_id));
  RETURN NEW;
END $$;
CREATE TRIGGER copy_words BEFORE INSERT ON delivery.articles FOR EACH ROW EXECUTE FUNCTION delivery.copy_words();
CREATE TRIGGER copy_words BEFORE INSERT ON delivery.past_articles FOR EACH ROW EXECUTE FUNCTION delivery.copy_words();

REVOKE EXECUTE ON FUNCTION delivery.unspaced_letter, delivery.searchable_text, delivery.written_text, delivery.whole_words,
  delivery.begun_words, delivery.any_word, delivery.name_words, desk.article_words, desk.index_revision_words, delivery.copy_words
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION delivery.unspaced_letter, delivery.searchable_text, delivery.written_text, delivery.whole_words,
  delivery.begun_words, delivery.any_word, delivery.name_words TO copydesk_desk, copydesk_delivery;
GRANT EXECUTE ON FUNCTION desk.article_words TO copydesk_desk;

-- The views of before, with the words.
CREATE OR REPLACE VIEW delivery.live_articles AS
SELECT
  a.publication_id, a.article_id, a.slug, a.title, a.excerpt, a.markdown, a.html, a.text, a.word_count,
  a.reading_minutes, a.authors, a.tags, a.author_ids, a.tag_ids, a.seo_title, a.seo_description, a.canonical_url,
  a.published_at, a.live_from, a.live_until, a.search, a.subtitle, a.words
FROM delivery.articles a WHERE a.live_from <= now() AND a.live_until > now();

CREATE OR REPLACE VIEW delivery.presented_article WITH (security_barrier) AS
SELECT
  p.desk_id AS publication_id, p.article_id, s.slug, s.title, s.excerpt, s.markdown, s.html, s.text, s.word_count,
  s.reading_minutes, p.authors, p.tags, p.author_ids, p.tag_ids, s.seo_title, s.seo_description, s.canonical_url,
  p.published_at, p.created_at AS live_from, 'infinity'::timestamptz AS live_until, s.search, s.subtitle,
  (SELECT w.words FROM desk.revision_words w WHERE w.revision_id = s.revision_id) AS words
FROM delivery.presented p JOIN desk.shaped_revisions s ON s.revision_id = p.revision_id;

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
  FROM delivery.articles l
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
  FROM delivery.articles l
  UNION ALL
  SELECT
    p.publication_id, p.article_id, p.slug, p.title, p.excerpt, p.markdown, p.html, p.text, p.word_count,
    p.reading_minutes, p.authors, p.tags, p.author_ids, p.tag_ids, p.seo_title, p.seo_description, p.canonical_url,
    p.published_at, p.live_from, p.live_until, p.search, p.subtitle, p.words
  FROM delivery.past_articles p
) a
WHERE (SELECT as_of FROM delivery.presented) IS NOT NULL
  AND (a.live_from > (SELECT as_of FROM delivery.presented)) IS FALSE AND (a.live_until <= (SELECT as_of FROM delivery.presented)) IS FALSE;

-- For servers of before, which do not read the words: a function has all columns of its row type.
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
    a.published_at, a.live_from, a.live_until, a.search, a.subtitle, a.words
  FROM shown, delivery.articles a
  WHERE a.live_from <= coalesce(shown.as_of, now()) AND a.live_until > coalesce(shown.as_of, now())
    AND a.article_id IS DISTINCT FROM shown.article_id
  UNION ALL
  SELECT
    a.publication_id, a.article_id, a.slug, a.title, a.excerpt, a.markdown, a.html, a.text, a.word_count,
    a.reading_minutes, a.authors, a.tags, a.author_ids, a.tag_ids, a.seo_title, a.seo_description, a.canonical_url,
    a.published_at, a.live_from, a.live_until, a.search, a.subtitle, a.words
  FROM shown, delivery.past_articles a
  WHERE shown.as_of IS NOT NULL AND a.live_from <= shown.as_of AND a.live_until > shown.as_of
  UNION ALL
  SELECT shown.desk_id, s.article_id, s.slug, s.title, s.excerpt, s.markdown, s.html, s.text, s.word_count,
    s.reading_minutes, shown.authors, shown.tags, shown.author_ids, shown.tag_ids, s.seo_title, s.seo_description,
    s.canonical_url, shown.published_at, shown.created_at, 'infinity', s.search, s.subtitle, NULL
  FROM shown JOIN desk.shaped_revisions s ON s.revision_id = shown.revision_id
$$;
