// Articles, tags and authors are looked up by slug or by id: by exactly one of them.
import sql, { raw, type Sql } from 'sql-template-tag';
import { badUserInput } from '../../domain/errors.js';
import { slugTag } from '../cache/cache-tags.js';
import type { CompileContext } from './compile-context.js';
import { mapPlaceholder } from './placeholder.js';
import type { SelectedField } from './selected-field.js';

export const MAX_ID_LENGTH = 64;
export const MAX_SLUG_LENGTH = 100;

/**
 * A string that is not longer. Nothing has a longer key, and each would be kept as the key of a response.
 * @throws BAD_USER_INPUT on the argument
 */
export function atMost(max: number, argument: string, value: string): string {
  if (value.length <= max) return value;
  throw badUserInput([{ path: [argument], message: `${argument} may have ${max} characters at most.` }]);
}

/** The clauses that find the row. */
export interface Lookup {
  readonly from: Sql;
  readonly where: Sql;
}

/**
 * @param row `relation` comes after FROM, and `id` is the column of its ids
 * @throws BAD_USER_INPUT on both arguments where not exactly one is given, or on one that is too long
 */
export function lookup(
  field: SelectedField,
  kind: 'article' | 'tag' | 'author',
  { relation, id }: { readonly relation: Sql; readonly id: Sql },
  context: CompileContext,
): Lookup {
  const slug = field.placeholder<string>('slug');
  const given = field.placeholder<string>('id');
  if (given != null && slug == null) {
    const key = mapPlaceholder(given, (value) => atMost(MAX_ID_LENGTH, 'id', value));
    context.addTags(key);
    return { from: relation, where: sql`WHERE ${id} = ${key}` };
  }
  if (slug == null || given != null) {
    const message = 'Give either slug or id.';
    throw badUserInput([
      { path: ['slug'], message },
      { path: ['id'], message },
    ]);
  }
  const key = mapPlaceholder(slug, (value) => atMost(MAX_SLUG_LENGTH, 'slug', value));
  context.addTags(mapPlaceholder(key, (name) => slugTag(kind, name)));
  return {
    from: sql`${context.relations.slugs} s JOIN ${relation} ON ${id} = s.id`,
    where: sql`WHERE s.kind = ${raw(`'${kind}'`)} AND s.slug = ${key}`,
  };
}
