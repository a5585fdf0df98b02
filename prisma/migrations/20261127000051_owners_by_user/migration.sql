-- The articles of a user are counted in the index alone. The index of before goes on serving the same look-ups for servers of before.
CREATE INDEX article_owners_user_id_article_id_idx ON desk.article_owners (user_id, article_id);
