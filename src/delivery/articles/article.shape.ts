// An article as JSON, of the columns that were asked for and no others. `a` is the row of an articles relation.
import sql, { raw, type Sql } from 'sql-template-tag';
import { leafColumns } from '../../domain/article-fields.js';
import type { AskedField } from '../asked-field.js';
import { archivesOf } from '../archives/archive.shape.js';
import { AUTHORS, TAGS } from '../archives/archive-kind.js';
import { iso, objectOf, text, type Fields, type Level } from '../sql/level.js';
import type { Site } from '../site.js';

const columns = (names: Readonly<Record<string, string>>): Readonly<Record<string, Sql>> =>
  Object.fromEntries(Object.entries(names).map(([field, column]) => [field, raw(`a.${column}`)]));

const OWN = {
  ...columns({ id: 'article_id', ...leafColumns('Article') }),
  publishedAt: iso(raw('a.published_at')),
  updatedAt: iso(raw('a.live_from')),
};
const BODY = columns(leafColumns('Body'));
const SEO = columns(leafColumns('Seo'));

const ID = raw('a.article_id');
const OWN_KEYS = sql`concat_ws(' ', ${ID}, array_to_string(a.tag_ids, ' '), array_to_string(a.author_ids, ' '))`;

/** An article by itself: its answer depends on its tags and authors too, which it may show. */
export function articleShape(field: AskedField, level: Level, site: Site): Sql {
  level.dependsOn(OWN_KEYS);
  return shape(field, level, site);
}

/** One of a list: whose tag or author changes touches the list, so that pages need not name all of these. */
export function listedArticleShape(field: AskedField, level: Level, site: Site): Sql {
  level.dependsOn(ID);
  return shape(field, level, site);
}

const shape = (field: AskedField, level: Level, site: Site): Sql =>
  level.record(field.below('Article').map((part) => [part.key, articleField(part, level, site)] as const));

function articleField(field: AskedField, level: Level, site: Site): Sql {
  switch (field.name) {
    case 'body':
      return objectOf(fieldsOf(field, 'Body', BODY));
    case 'seo':
      return objectOf(fieldsOf(field, 'Seo', SEO));
    case 'authors':
      return level.nested(archivesOf(field, AUTHORS, raw('a.authors'), level.below(), site));
    case 'tags':
      return level.nested(archivesOf(field, TAGS, raw('a.tags'), level.below(), site));
    default:
      return named(OWN, field, 'Article');
  }
}

const fieldsOf = (field: AskedField, type: string, values: Readonly<Record<string, Sql>>): Fields =>
  field.below(type).map((part) => [part.key, named(values, part, type)]);

function named(values: Readonly<Record<string, Sql>>, { name }: AskedField, type: string): Sql {
  if (name === '__typename') return text(type);
  const value = values[name];
  if (value === undefined) throw new Error(`${type}.${name} has no column.`);
  return value;
}
