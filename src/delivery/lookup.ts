// Things are looked up by slug or by id: by exactly one of them.
import sql, { raw, type Sql } from 'sql-template-tag';
import { badUserInput } from '../domain/errors.js';
import { changed, type Later } from '../graphql/later.js';
import { slugKey } from './dependencies.js';
import type { Site } from './site.js';

export interface LookupArgs {
  readonly slug?: string | Later<string> | null;
  readonly id?: string | Later<string> | null;
}

/** What to look for, and where: the rows of `row` that have it come after FROM. */
export interface Lookup {
  readonly from: Sql;
  readonly where: Sql;
}

/**
 * @param relation of the things, whose ids are in `id`, an expression on it
 * @throws BAD_USER_INPUT on both arguments where not exactly one is given
 */
export function lookup(
  { slug, id: given }: LookupArgs,
  kind: 'article' | 'tag' | 'author',
  { relation, id }: { readonly relation: Sql; readonly id: Sql },
  site: Site,
): Lookup {
  if (given != null && slug == null) {
    site.dependsOn(given);
    return { from: relation, where: sql`WHERE ${id} = ${given}` };
  }
  if (slug == null || given != null) {
    const message = 'Give either slug or id.';
    throw badUserInput([
      { path: ['slug'], message },
      { path: ['id'], message },
    ]);
  }
  site.dependsOn(changed(slug, (name) => slugKey(kind, name)));
  return {
    from: sql`${site.relations.slugs} s JOIN ${relation} ON ${id} = s.id`,
    where: sql`WHERE s.kind = ${raw(`'${kind}'`)} AND s.slug = ${slug}`,
  };
}
