-- What the history is vouched for by: a keyed hash for each event, and the head of each article's chain of them. The key is not in the
-- database, so what was there before this migration is taken in by the servers, behind their start. A server of before goes on
-- beside this one: it appends events without a hash.

CREATE TABLE desk.event_hashes (
  article_id text NOT NULL,
  -- In the article's chain, from 1.
  position integer NOT NULL CHECK (position >= 1),
  event_id text NOT NULL,
  -- What is hashed, and in which order.
  format smallint NOT NULL,
  -- Of the revision that the event speaks of.
  revision_hash bytea NOT NULL,
  -- When an event that was there without a hash was taken in; null where it got it as it was appended.
  taken_in_at timestamptz(3),
  key_id text NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT event_hashes_pkey PRIMARY KEY (article_id, position),
  CONSTRAINT event_hashes_event_id_fkey FOREIGN KEY (event_id) REFERENCES desk.events (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX event_hashes_event_id_key ON desk.event_hashes (event_id);

CREATE TABLE desk.history_heads (
  article_id text NOT NULL,
  count integer NOT NULL CHECK (count >= 1),
  key_id text NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT history_heads_pkey PRIMARY KEY (article_id),
  CONSTRAINT history_heads_article_id_fkey FOREIGN KEY (article_id) REFERENCES desk.articles (id) ON DELETE RESTRICT ON UPDATE CASCADE
);

-- STARTED: hashes are made from then on. SETTLED: nothing is taken in any more, unless somebody says so.
CREATE TABLE desk.history_marks (
  name text NOT NULL CHECK (name IN ('STARTED', 'SETTLED')),
  at timestamptz(3) NOT NULL,
  -- The last event of then.
  seq bigint NOT NULL,
  key_id text NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT history_marks_pkey PRIMARY KEY (name)
);

REVOKE UPDATE, DELETE ON desk.event_hashes, desk.history_marks FROM copydesk_desk;
REVOKE DELETE ON desk.history_heads FROM copydesk_desk;

-- A chain only grows.
CREATE FUNCTION desk.assert_history_grows() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  RAISE EXCEPTION 'the head of a history cannot go back' USING ERRCODE = 'check_violation';
END $$;
REVOKE EXECUTE ON FUNCTION desk.assert_history_grows FROM PUBLIC;
CREATE TRIGGER assert_history_grows BEFORE UPDATE ON desk.history_heads
  FOR EACH ROW WHEN (NEW.count <= OLD.count OR NEW.article_id <> OLD.article_id)
  EXECUTE FUNCTION desk.assert_history_grows();
