-- What a user sees of each sign-in. A server of before goes on beside this one: it leaves both columns empty, and a session whose
-- last use is not known was last used when it began.
ALTER TABLE desk.sessions ADD COLUMN last_used_at timestamptz(3);
ALTER TABLE desk.sessions ADD COLUMN user_agent text;
