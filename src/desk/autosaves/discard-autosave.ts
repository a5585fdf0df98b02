import sql, { type Sql } from 'sql-template-tag';

/** A statement that removes a user's unsaved text of an article, where there is any. */
export const discardAutosave = (userId: string, articleId: string): Sql =>
  sql`DELETE FROM desk.autosaves WHERE user_id = ${userId} AND article_id = ${articleId}`;
