-- What Prisma cannot say: what must never be, whoever writes.

ALTER TABLE desk.users ADD CONSTRAINT users_email_lower_case CHECK (email = lower(email));

-- A tag's name is its own as long as it stands for itself.
CREATE UNIQUE INDEX tags_name_key ON desk.tags (lower(name)) WHERE merged_into_id IS NULL;

-- One publication at a time: an article's periods never overlap.
ALTER TABLE desk.publications
  ADD CONSTRAINT publications_period CHECK (live_until IS NULL OR live_until >= live_from),
  ADD CONSTRAINT publications_one_at_a_time
    EXCLUDE USING gist (article_id WITH =, tstzrange(live_from, live_until) WITH &&);

-- What the clock has done and the history does not tell yet.
CREATE INDEX publications_go_live_due ON desk.publications (live_from) WHERE NOT go_live_recorded;
CREATE INDEX publications_expire_due ON desk.publications (live_until) WHERE NOT expire_recorded;

ALTER TABLE desk.revisions ADD CONSTRAINT revisions_number_positive CHECK (number >= 1);
ALTER TABLE desk.events ADD CONSTRAINT events_name CHECK (name ~ '^[A-Z_]+$');
ALTER TABLE delivery.slugs ADD CONSTRAINT slugs_kind CHECK (kind IN ('article', 'tag', 'author'));

-- A list's page is one run of an index that holds all that choosing the page needs.
CREATE INDEX listings_by_published_at ON delivery.listings (list_id, published_at, article_id)
  INCLUDE (publication_id, live_from, live_until);
CREATE INDEX listings_by_updated_at ON delivery.listings (list_id, live_from, article_id)
  INCLUDE (publication_id, published_at, live_until);
CREATE INDEX listings_timed ON delivery.listings (list_id) INCLUDE (live_from, live_until) WHERE timed;

-- Bodies are read far more often than written: lz4 where this PostgreSQL was built with it.
DO $$
BEGIN
  ALTER TABLE delivery.articles ALTER COLUMN markdown SET COMPRESSION lz4;
  ALTER TABLE delivery.articles ALTER COLUMN html SET COMPRESSION lz4;
  ALTER TABLE delivery.articles ALTER COLUMN text SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
  NULL;
END $$;
