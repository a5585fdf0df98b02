-- What a transition did, told by its event: the publication's period afterwards, and who became or ceased to be an owner.
ALTER TABLE desk.events
  ADD COLUMN live_from timestamptz(3),
  ADD COLUMN live_until timestamptz(3),
  ADD COLUMN owners_added text[] DEFAULT ARRAY[]::text[],
  ADD COLUMN owners_removed text[] DEFAULT ARRAY[]::text[];

-- Made from another revision by DISCARD or REOPEN: nobody counts as its writer.
ALTER TABLE desk.revisions ADD COLUMN is_copy boolean NOT NULL DEFAULT false;

-- Which revisions somebody approved.
CREATE INDEX events_approvals ON desk.events (revision_id) WHERE name IN ('APPROVE', 'DISCARD');

-- The calendar: what begins and what ends in a time.
CREATE INDEX publications_live_from_idx ON desk.publications (live_from);
CREATE INDEX publications_live_until ON desk.publications (live_until) WHERE live_until IS NOT NULL;

-- Who began an article, and which has a slug.
CREATE INDEX articles_created_by ON desk.articles (created_by_id);
CREATE INDEX revisions_slug_idx ON desk.revisions (slug);

-- Titles as people sort them: letters before capitals and accents, and 2 before 10.
CREATE COLLATION desk.people (provider = icu, locale = 'und-u-kn-true');

-- A merged author stays where revisions name it, and stands for the other from then on, as a merged tag does. A deleted one
-- stays where only old revisions name it, and is nowhere else.
ALTER TABLE desk.authors
  ADD COLUMN merged_into_id text REFERENCES desk.authors (id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD COLUMN deleted_at timestamptz(3);
CREATE INDEX authors_merged_into_id_idx ON desk.authors (merged_into_id);
ALTER TABLE desk.tags ADD COLUMN deleted_at timestamptz(3);
DROP INDEX desk.tags_name_key;
CREATE UNIQUE INDEX tags_name_key ON desk.tags (lower(name)) WHERE merged_into_id IS NULL AND deleted_at IS NULL;

-- As before, and a merged author stands for the other, once. What was deleted is left out of an old revision that is
-- published again.
CREATE OR REPLACE VIEW desk.shaped_revisions AS
SELECT r.id AS revision_id,
       r.article_id,
       r.slug,
       r.title,
       coalesce(nullif(r.excerpt, ''), r.opening) AS excerpt,
       r.body AS markdown,
       r.html,
       r.text,
       r.word_count,
       r.reading_minutes,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'slug', a.slug, 'name', a.name, 'bio', a.bio)
                                  ORDER BY a.position), '[]')
        FROM (
          SELECT author.id, author.slug, author.name, author.bio, min(ra.position) AS position
          FROM desk.revision_authors ra
          JOIN desk.authors named ON named.id = ra.author_id
          JOIN desk.authors author ON author.id = coalesce(named.merged_into_id, named.id)
          WHERE ra.revision_id = r.id AND author.deleted_at IS NULL
          GROUP BY author.id
        ) a) AS authors,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'slug', t.slug, 'name', t.name, 'description', t.description)
                                  ORDER BY t.position), '[]')
        FROM (
          SELECT tag.id, tag.slug, tag.name, tag.description, min(rt.position) AS position
          FROM desk.revision_tags rt
          JOIN desk.tags named ON named.id = rt.tag_id
          JOIN desk.tags tag ON tag.id = coalesce(named.merged_into_id, named.id)
          WHERE rt.revision_id = r.id AND tag.deleted_at IS NULL
          GROUP BY tag.id
        ) t) AS tags,
       ARRAY(SELECT coalesce(named.merged_into_id, named.id)
             FROM desk.revision_authors ra JOIN desk.authors named ON named.id = ra.author_id
             WHERE ra.revision_id = r.id AND named.deleted_at IS NULL
             GROUP BY coalesce(named.merged_into_id, named.id) ORDER BY min(ra.position)) AS author_ids,
       ARRAY(SELECT coalesce(named.merged_into_id, named.id)
             FROM desk.revision_tags rt JOIN desk.tags named ON named.id = rt.tag_id
             WHERE rt.revision_id = r.id AND named.deleted_at IS NULL
             GROUP BY coalesce(named.merged_into_id, named.id) ORDER BY min(rt.position)) AS tag_ids,
       coalesce(nullif(r.seo_title, ''), r.title) AS seo_title,
       coalesce(nullif(r.seo_description, ''), nullif(r.excerpt, ''), r.opening) AS seo_description,
       r.canonical_url,
       r.search,
       r.subtitle
FROM desk.revisions r;

-- Words as they are typed, without stems: a title is found by the beginnings of its words.
CREATE TEXT SEARCH CONFIGURATION desk.words (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION desk.words
  ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part WITH unaccent, simple;
CREATE INDEX revisions_title_words ON desk.revisions USING gin (to_tsvector('desk.words', title));
