-- The desk's rows: one administrator, who wrote, approved and published the newest articles, as many as the small data set
-- has. Older articles of a large set have rows in delivery alone: they are read, not edited.
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

INSERT INTO desk.articles (id, version, review_state, state_since, created_by_id, created_at, updated_at)
SELECT id, 4, 'PUBLISHED', published_at, admin_id, published_at, published_at FROM desk_articles;
INSERT INTO desk.article_slugs (slug, article_id) SELECT slug, id FROM desk_articles;
INSERT INTO desk.article_owners (article_id, user_id) SELECT id, admin_id FROM desk_articles;
INSERT INTO desk.revisions (
  id, article_id, number, title, slug, excerpt, body, html, text, opening, word_count, reading_minutes, renderer,
  content_hash, created_by_id, created_at)
SELECT 'rev_' || tail, id, 1, title, slug, excerpt, markdown, html, text, opening, word_count,
       ceil(word_count / 230.0)::int, current_setting('bench.renderer')::int, encode(sha256(convert_to(id, 'UTF8')), 'hex'), admin_id, published_at
FROM desk_articles;
INSERT INTO desk.revision_tags (revision_id, position, tag_id)
SELECT 'rev_' || tail, t.position, t.tag_id FROM desk_articles JOIN bench.article_tags t ON t.article_id = id;
INSERT INTO desk.revision_authors (revision_id, position, author_id)
SELECT 'rev_' || tail, t.position, t.author_id FROM desk_articles JOIN bench.article_authors t ON t.article_id = id;
INSERT INTO desk.publications (
  id, article_id, revision_id, live_from, published_at, created_by_id, created_at, go_live_recorded)
SELECT 'pub_' || tail, id, 'rev_' || tail, published_at, published_at, admin_id, published_at, true FROM desk_articles;
INSERT INTO desk.events (id, article_id, name, from_state, to_state, revision_id, by_id, at)
SELECT 'evt_' || tail, id, 'PUBLISH', 'APPROVED', 'PUBLISHED', 'rev_' || tail, admin_id, published_at FROM desk_articles;
DROP TABLE desk_articles;
