-- What is ARCHIVED has nothing live and nothing scheduled. Checked at the end of a transaction, which may change the
-- publications after the state.
CREATE FUNCTION desk.assert_archived_has_nothing_live() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  checked text := to_jsonb(NEW) ->> TG_ARGV[0];
BEGIN
  IF EXISTS (SELECT FROM desk.articles WHERE id = checked AND review_state = 'ARCHIVED')
    AND EXISTS (SELECT FROM desk.publications
                WHERE article_id = checked AND (live_until IS NULL OR live_until > clock_timestamp())) THEN
    RAISE EXCEPTION 'article % is archived, and has something live or scheduled', checked
      USING ERRCODE = 'check_violation', CONSTRAINT = 'archived_has_nothing_live';
  END IF;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION desk.assert_archived_has_nothing_live FROM PUBLIC;

CREATE CONSTRAINT TRIGGER archived_has_nothing_live
  AFTER INSERT OR UPDATE OF review_state ON desk.articles DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.review_state = 'ARCHIVED')
  EXECUTE FUNCTION desk.assert_archived_has_nothing_live('id');

CREATE CONSTRAINT TRIGGER archived_has_nothing_live
  AFTER INSERT OR UPDATE OF live_from, live_until ON desk.publications DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION desk.assert_archived_has_nothing_live('article_id');
