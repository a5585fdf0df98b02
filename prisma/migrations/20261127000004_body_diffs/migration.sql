-- Differences of rendered bodies, each made once for a pair of bodies, on any server. A cache: a row that is missing is made again,
-- and one that nobody has read for a month is dropped.
CREATE TABLE desk.body_diffs (
  -- SHA-256, hex: of the algorithm's version and the SHA-256 of both bodies' HTML.
  key text PRIMARY KEY,
  html text NOT NULL,
  words_added integer NOT NULL,
  words_removed integer NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  -- To the day.
  used_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX body_diffs_used_at_idx ON desk.body_diffs (used_at);
