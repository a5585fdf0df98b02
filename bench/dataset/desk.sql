-- The desk's rows: one administrator, who wrote, approved and published the newest articles, as many as bench.desk_articles says.
-- Older ones have rows in delivery alone: they are read, not edited.
INSERT INTO desk.users (id, email, name, role, password_hash)
VALUES ('usr_01bench0000000000000000000', 'bench@example.org', 'Bench', 'ADMIN', 'none');
INSERT INTO desk.api_tokens (id, name, user_id, secret_hash)
VALUES ('tok_01bench0000000000000000000', 'bench', 'usr_01bench0000000000000000000', current_setting('bench.token_hash'));

INSERT INTO desk.tags (id, slug, name, description) SELECT * FROM bench.tags;
INSERT INTO desk.tag_slugs (slug, tag_id) SELECT slug, id FROM bench.tags;
INSERT INTO desk.authors (id, slug, name, bio) SELECT * FROM bench.authors;
INSERT INTO desk.author_slugs (slug, author_id) SELECT slug, id FROM bench.authors;

CREATE TEMP TABLE desk_articles AS
SELECT a.*, substr(a.id, 5) AS tail, 'usr_01bench0000000000000000000' AS admin_id
FROM bench.articles a ORDER BY published_at DESC LIMIT current_setting('bench.desk_articles')::bigint;

-- What has not come yet was scheduled now; what ends is known by its number.
ALTER TABLE desk_articles ADD COLUMN done_at timestamptz(3), ADD COLUMN live_until timestamptz(3);
UPDATE desk_articles SET done_at = least(published_at, now()),
  live_until = CASE WHEN right(id, 19)::bigint <= current_setting('bench.ending')::bigint
    THEN date_trunc('day', now()) + interval '1 year' + right(id, 19)::bigint * interval '1 minute' END;
-- They would find the words of whole texts; those of the paragraphs are there.
ALTER TABLE desk.revisions DISABLE TRIGGER index_revision, DISABLE TRIGGER index_revision_words;

INSERT INTO desk.articles (id, version, review_state, state_since, created_by_id, created_at, updated_at)
SELECT id, 4, CASE WHEN published_at > now() THEN 'SCHEDULED' ELSE 'PUBLISHED' END::desk.review_state,
       done_at, admin_id, done_at, done_at FROM desk_articles;
INSERT INTO desk.article_slugs (slug, article_id) SELECT slug, id FROM desk_articles;
INSERT INTO desk.article_owners (article_id, user_id) SELECT id, admin_id FROM desk_articles;
INSERT INTO desk.revisions (
  id, article_id, number, title, slug, excerpt, body, html, text, opening, word_count, reading_minutes, renderer,
  content_hash, created_by_id, created_at, search)
SELECT 'rev_' || tail, id, 1, title, slug, excerpt, markdown, html, text, opening, word_count,
       ceil(word_count / 230.0)::int, current_setting('bench.renderer')::int, encode(sha256(convert_to(id, 'UTF8')), 'hex'), admin_id, done_at,
       search
FROM desk_articles;
INSERT INTO desk.revision_words (revision_id, words) SELECT 'rev_' || tail, words FROM desk_articles;
ALTER TABLE desk.revisions ENABLE TRIGGER index_revision, ENABLE TRIGGER index_revision_words;
INSERT INTO desk.revision_tags (revision_id, position, tag_id)
SELECT 'rev_' || tail, t.position, t.tag_id FROM desk_articles JOIN bench.article_tags t ON t.article_id = id;
INSERT INTO desk.revision_authors (revision_id, position, author_id)
SELECT 'rev_' || tail, t.position, t.author_id FROM desk_articles JOIN bench.article_authors t ON t.article_id = id;
INSERT INTO desk.publications (
  id, article_id, revision_id, live_from, live_until, own_until, published_at, created_by_id, created_at, go_live_recorded)
SELECT 'pub_' || tail, id, 'rev_' || tail, published_at, live_until, live_until, published_at, admin_id, done_at,
       published_at <= now()
FROM desk_articles;
INSERT INTO desk.events (id, article_id, name, from_state, to_state, revision_id, by_id, at)
SELECT 'evt_' || tail, id, CASE WHEN published_at > now() THEN 'SCHEDULE' ELSE 'PUBLISH' END, 'APPROVED',
       CASE WHEN published_at > now() THEN 'SCHEDULED' ELSE 'PUBLISHED' END::desk.review_state, 'rev_' || tail, admin_id, done_at
FROM desk_articles;
DROP TABLE desk_articles;
