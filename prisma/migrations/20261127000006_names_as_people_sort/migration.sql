-- The lists of tags and authors are in the order in which people sort: Apple, apricot, Élan, zebra, Zoo. The delivery role cannot
-- use what is in the schema desk, so it has a collation of its own. A server of the version before goes on using the old indexes.
CREATE COLLATION delivery.people (provider = icu, locale = 'und-u-kn-true');

CREATE INDEX tags_people_idx ON delivery.tags (name COLLATE delivery.people, id);
CREATE INDEX authors_people_idx ON delivery.authors (name COLLATE delivery.people, id);
CREATE INDEX tags_people_idx ON desk.tags (name COLLATE desk.people, id);
CREATE INDEX authors_people_idx ON desk.authors (name COLLATE desk.people, id);
