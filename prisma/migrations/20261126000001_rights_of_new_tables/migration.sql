-- Rights of the tables that later migrations add: the desk may use them, and delivery has none until a migration grants one. What
-- the desk must not rewrite is revoked where the table is made. Functions are everybody's until a migration revokes that; a test
-- lists the rights on each.
ALTER DEFAULT PRIVILEGES IN SCHEMA desk GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO copydesk_desk;
ALTER DEFAULT PRIVILEGES IN SCHEMA delivery GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO copydesk_desk;
ALTER DEFAULT PRIVILEGES IN SCHEMA desk GRANT USAGE ON SEQUENCES TO copydesk_desk;
