// An article as JSON, of the selected columns and no others. `a` is the row of an articles relation.
import sql, { raw, type Sql } from 'sql-template-tag';
import { leafColumns } from '../../domain/article-fields.js';
import type { SelectedField } from '../compiler/selected-field.js';
import { tagsOrAuthorsOf } from '../tags-and-authors/tag-or-author.json.js';
import { AUTHORS, TAGS } from '../tags-and-authors/named-kind.js';
import { iso, objectOf, text, type Fields, type JsonSelect } from '../compiler/json-select.js';
import type { CompileContext } from '../compiler/compile-context.js';

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
const OWN_TAGS = sql`concat_ws(' ', ${ID}, array_to_string(a.tag_ids, ' '), array_to_string(a.author_ids, ' '))`;

/** An article by itself: its JSON depends on its tags and authors too, which it may show. */
export function articleJson(field: SelectedField, select: JsonSelect, context: CompileContext): Sql {
  select.addTag(OWN_TAGS);
  return shape(field, select, context);
}

/** An article in a list. A change of its tag or author touches the list, so that pages need no cache tags for these. */
export function listedArticleJson(field: SelectedField, select: JsonSelect, context: CompileContext): Sql {
  select.addTag(ID);
  return shape(field, select, context);
}

const shape = (field: SelectedField, select: JsonSelect, context: CompileContext): Sql =>
  select.object(
    field.selections('Article').map((part) => [part.key, articleField(part, select, context)] as const),
  );

function articleField(field: SelectedField, select: JsonSelect, context: CompileContext): Sql {
  switch (field.name) {
    case 'body':
      return objectOf(fieldsOf(field, 'Body', BODY));
    case 'seo':
      return objectOf(fieldsOf(field, 'Seo', SEO));
    case 'authors':
      return select.subselect(tagsOrAuthorsOf(field, AUTHORS, raw('a.authors'), select.child(), context));
    case 'tags':
      return select.subselect(tagsOrAuthorsOf(field, TAGS, raw('a.tags'), select.child(), context));
    default:
      return named(OWN, field, 'Article');
  }
}

const fieldsOf = (field: SelectedField, type: string, values: Readonly<Record<string, Sql>>): Fields =>
  field.selections(type).map((part) => [part.key, named(values, part, type)]);

function named(values: Readonly<Record<string, Sql>>, { name }: SelectedField, type: string): Sql {
  if (name === '__typename') return text(type);
  const value = values[name];
  if (value === undefined) throw new Error(`${type}.${name} has no column.`);
  return value;
}
