-- One text search configuration for both wings: English stems, accents folded, other scripts word by word.
CREATE SCHEMA IF NOT EXISTS "desk";
CREATE SCHEMA IF NOT EXISTS "delivery";

CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TEXT SEARCH CONFIGURATION delivery.copydesk (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION delivery.copydesk
  ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part
  WITH unaccent, english_stem;
