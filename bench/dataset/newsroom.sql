-- What is under way in a newsroom, and does not grow with what it has published: of the oldest articles, a hundred that are a
-- writer's, two hundred in the queue, a hundred drafts, and a hundred that end within a week.
INSERT INTO desk.users (id, email, name, role, password_hash)
VALUES ('usr_01writer000000000000000000', 'writer@example.org', 'Writer', 'WRITER', 'none');
INSERT INTO desk.api_tokens (id, name, user_id, secret_hash)
VALUES ('tok_01writer000000000000000000', 'writer', 'usr_01writer000000000000000000', current_setting('bench.writer_token_hash'));

CREATE TEMP TABLE under_way AS
SELECT id, row_number() OVER (ORDER BY id) AS n FROM desk.articles WHERE review_state = 'PUBLISHED' ORDER BY id LIMIT 400;
UPDATE desk.article_owners o SET user_id = 'usr_01writer000000000000000000'
FROM under_way w WHERE w.id = o.article_id AND n % 4 = 0;
UPDATE desk.articles a SET state_since = now() - n * interval '1 minute', updated_at = now() - n * interval '1 minute',
  review_state = CASE WHEN n <= 200 THEN 'IN_REVIEW' ELSE 'DRAFT' END::desk.review_state
FROM under_way w WHERE w.id = a.id AND n <= 300;
UPDATE desk.publications p SET live_until = now() + n * interval '25 minutes', own_until = now() + n * interval '25 minutes'
FROM under_way w WHERE w.id = p.article_id AND n > 300;
UPDATE delivery.articles a SET live_until = p.live_until FROM desk.publications p
WHERE p.id = a.publication_id AND p.article_id IN (SELECT id FROM under_way WHERE n > 300);
UPDATE delivery.listings l SET live_until = p.live_until, timed = true FROM desk.publications p
WHERE p.id = l.publication_id AND p.article_id IN (SELECT id FROM under_way WHERE n > 300);
DROP TABLE under_way;
