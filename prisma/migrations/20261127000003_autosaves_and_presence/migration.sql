-- What people have open and have not saved. Neither changes an article: no revision, event or version. Older servers know neither
-- table and go on beside this one; a draft that they save leaves the viewer's autosave, which says what it was written on.
CREATE TABLE desk.autosaves (
  user_id text NOT NULL REFERENCES desk.users (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  article_id text NOT NULL REFERENCES desk.articles (id) ON DELETE CASCADE ON UPDATE CASCADE,
  -- What it was written on.
  base_revision_id text NOT NULL,
  saved_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  -- By the names of the list of article fields; what was not touched is absent. A field that is added needs no column.
  content jsonb NOT NULL CHECK (jsonb_typeof(content) = 'object'),
  PRIMARY KEY (user_id, article_id),
  FOREIGN KEY (article_id, base_revision_id) REFERENCES desk.revisions (article_id, id)
);
CREATE INDEX autosaves_article_id_idx ON desk.autosaves (article_id);

-- Who has an article open for editing. Written every minute by everybody who writes, and forgotten after two: not worth the
-- write-ahead log. After a crash of the database it is empty until everybody says so again.
CREATE UNLOGGED TABLE desk.presences (
  article_id text NOT NULL REFERENCES desk.articles (id) ON DELETE CASCADE ON UPDATE CASCADE,
  user_id text NOT NULL REFERENCES desk.users (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  since timestamptz(3) NOT NULL,
  said_at timestamptz(3) NOT NULL,
  PRIMARY KEY (article_id, user_id)
);
CREATE INDEX presences_user_id_idx ON desk.presences (user_id);
