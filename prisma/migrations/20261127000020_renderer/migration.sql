-- Which renderer made the HTML, the text and the counts of a revision, so that a later one can make them again from the
-- Markdown. A server of before goes on beside this one: what it inserts is the work of its renderer, the first.
ALTER TABLE desk.revisions
  ADD COLUMN renderer integer NOT NULL DEFAULT 1,
  -- A later one that refused the body: what `renderer` made stays.
  ADD COLUMN refused_by integer;

-- The revisions that a renderer has yet to see. GREATEST ignores nulls.
CREATE INDEX revisions_seen_by ON desk.revisions (greatest(renderer, refused_by));

-- What somebody wrote stays as it is; what a renderer made of it may be made again.
GRANT UPDATE (html, text, opening, word_count, reading_minutes, renderer, refused_by) ON desk.revisions TO copydesk_desk;

CREATE TRIGGER index_rendering BEFORE UPDATE OF text ON desk.revisions
  FOR EACH ROW WHEN (NEW.text IS DISTINCT FROM OLD.text) EXECUTE FUNCTION desk.index_revision();

-- The words by which it is found follow in the same transaction.
CREATE FUNCTION desk.reindex_revision_words() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  UPDATE desk.revision_words SET words = desk.article_words(NEW.title, NEW.subtitle, NEW.excerpt, NEW.text)
  WHERE revision_id = NEW.id;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION desk.reindex_revision_words FROM PUBLIC;
CREATE TRIGGER reindex_revision_words AFTER UPDATE OF text ON desk.revisions
  FOR EACH ROW WHEN (NEW.text IS DISTINCT FROM OLD.text) EXECUTE FUNCTION desk.reindex_revision_words();
