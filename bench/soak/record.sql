-- What readers may see, as it was after each numbered change: written down by triggers on the desk's tables, in the transaction
-- that made the change. It knows nothing of the projection.
CREATE SCHEMA soak;
CREATE TABLE soak.changes (seq bigint PRIMARY KEY, tx xid8 NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp());
CREATE TABLE soak.periods (
  n bigserial PRIMARY KEY, tx xid8 NOT NULL, is_gone boolean NOT NULL, id text NOT NULL, article_id text NOT NULL,
  revision_id text NOT NULL, published_at timestamptz NOT NULL, live_from timestamptz NOT NULL, live_until timestamptz);
CREATE TABLE soak.tag_names (n bigserial PRIMARY KEY, tx xid8 NOT NULL, tag_id text NOT NULL, name text NOT NULL);

-- As they were before the first change.
INSERT INTO soak.changes (seq, tx, at) SELECT coalesce(max(seq), 0), pg_current_xact_id(), '-infinity' FROM delivery.changes;
INSERT INTO soak.periods (tx, is_gone, id, article_id, revision_id, published_at, live_from, live_until)
SELECT pg_current_xact_id(), false, id, article_id, revision_id, published_at, live_from, live_until FROM desk.publications;
INSERT INTO soak.tag_names (tx, tag_id, name) SELECT pg_current_xact_id(), id, name FROM desk.tags;

CREATE FUNCTION soak.note_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  INSERT INTO soak.changes (seq, tx) VALUES (NEW.seq, pg_current_xact_id());
  RETURN NULL;
END $$;
CREATE FUNCTION soak.note_period() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE p desk.publications := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
BEGIN
  INSERT INTO soak.periods (tx, is_gone, id, article_id, revision_id, published_at, live_from, live_until)
  VALUES (pg_current_xact_id(), TG_OP = 'DELETE', p.id, p.article_id, p.revision_id, p.published_at, p.live_from, p.live_until);
  RETURN NULL;
END $$;
CREATE FUNCTION soak.note_tag() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  INSERT INTO soak.tag_names (tx, tag_id, name) VALUES (pg_current_xact_id(), NEW.id, NEW.name);
  RETURN NULL;
END $$;
CREATE TRIGGER soak AFTER INSERT ON delivery.changes FOR EACH ROW EXECUTE FUNCTION soak.note_change();
CREATE TRIGGER soak AFTER INSERT OR DELETE ON desk.publications FOR EACH ROW EXECUTE FUNCTION soak.note_period();
CREATE TRIGGER soak_until AFTER UPDATE OF live_from, live_until, revision_id ON desk.publications FOR EACH ROW
  WHEN ((OLD.live_from, OLD.live_until, OLD.revision_id) IS DISTINCT FROM (NEW.live_from, NEW.live_until, NEW.revision_id))
  EXECUTE FUNCTION soak.note_period();
CREATE TRIGGER soak AFTER INSERT OR UPDATE OF name ON desk.tags FOR EACH ROW EXECUTE FUNCTION soak.note_tag();
