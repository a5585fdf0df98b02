-- Who publishes waited for the lock of publishing without a limit of its own: it was a statement that took too long, which says that the
-- database is away, and its connection was closed. The session's lock_timeout holds now, as for each other lock: 2 seconds at the desk, and
-- none for jobs. A server of before answers BUSY then too.
CREATE OR REPLACE FUNCTION delivery.lock_publishing() RETURNS void LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('copydesk.publishing'));
END $$;
