-- Two roles, and neither owns anything. The login that migrates is made a member of both and puts one of them on for
-- every connection; roles belong to the whole server, so another Copydesk there may have made them already.
DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['copydesk_desk', 'copydesk_delivery'] LOOP
    -- A login that may not make roles can use those that were made for it.
    CONTINUE WHEN EXISTS (SELECT FROM pg_roles WHERE rolname = wanted);
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;
    END;
  END LOOP;
END $$;
DO $$
DECLARE
  -- From PostgreSQL 16 on, who makes a role is a member of it that may grant it but not put it on.
  able text := CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END;
BEGIN
  IF NOT pg_has_role(current_user, 'copydesk_desk', able) THEN
    GRANT copydesk_desk TO CURRENT_USER;
  END IF;
  IF NOT pg_has_role(current_user, 'copydesk_delivery', able) THEN
    GRANT copydesk_delivery TO CURRENT_USER;
  END IF;
END $$;

GRANT USAGE ON SCHEMA desk TO copydesk_desk;
GRANT USAGE ON SCHEMA delivery TO copydesk_desk, copydesk_delivery;

-- The desk: everything that an intent of it needs, and no way to rewrite what was written or done.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA desk TO copydesk_desk;
REVOKE UPDATE, DELETE ON desk.revisions, desk.revision_authors, desk.revision_tags, desk.events FROM copydesk_desk;
REVOKE DELETE ON desk.users, desk.articles FROM copydesk_desk;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA desk TO copydesk_desk;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA delivery TO copydesk_desk;

-- Delivery: the views of what is live, and what a preview shows to who presents it.
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA delivery FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA delivery TO copydesk_desk;
GRANT SELECT ON delivery.live_articles, delivery.live_listings, delivery.live_counts, delivery.live_tags,
  delivery.live_authors, delivery.live_slugs, delivery.content_seq TO copydesk_delivery;
GRANT EXECUTE ON FUNCTION delivery.previewed_articles, delivery.previewed_listings, delivery.previewed_counts,
  delivery.previewed_tags, delivery.previewed_authors, delivery.previewed_slugs TO copydesk_delivery;
