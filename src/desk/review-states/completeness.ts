// What the working copy lacks for a review, as SQL: the condition COMPLETE of the table of transitions, from the list of article
// fields.
import sql, { join, raw, type Sql } from 'sql-template-tag';
import { ARTICLE_FIELDS, type ArticleField } from '../../domain/article-fields.js';
import { VISIBLE_IN_SQL } from '../../domain/text.js';

const LISTS: Readonly<Record<string, Sql>> = {
  authorIds: raw('desk.revision_authors'),
  tagIds: raw('desk.revision_tags'),
};

/** Whether a revision `w` has the field. */
function isThere({ name, kind, column = '' }: ArticleField): Sql {
  // Markdown that shows nothing is no body: `<!-- x -->`, `---`, an element that is taken out. A picture alone is one.
  if (name === 'body') return sql`(w.text ~ ${VISIBLE_IN_SQL} OR w.html LIKE '%<img %')`;
  if (kind === 'ids') return sql`EXISTS (SELECT FROM ${LISTS[name]} list WHERE list.revision_id = w.id)`;
  if (kind !== 'slug') return sql`coalesce(w.${raw(column)}, '') ~ ${VISIBLE_IN_SQL}`;
  return sql`EXISTS (SELECT FROM desk.article_slugs s WHERE s.slug = w.slug AND s.article_id = w.article_id)`;
}

const NEEDED = (ARTICLE_FIELDS as readonly ArticleField[]).filter(({ missing }) => missing !== undefined);

/** An expression on a revision `w`: the names of the fields that SUBMIT needs and it lacks. */
export const MISSING_FIELDS: Sql = sql`array_remove(ARRAY[${join(
  NEEDED.map((field) => sql`CASE WHEN NOT ${isThere(field)} THEN ${field.name}::text END`),
)}], NULL)`;

/** An expression on a revision `w`: it has all that SUBMIT needs. */
export const IS_COMPLETE: Sql = join(NEEDED.map(isThere), ' AND ');
