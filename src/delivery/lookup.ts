// Things are looked up by slug or by id: by exactly one of them.
import { badUserInput } from '../domain/errors.js';

export interface LookupArgs {
  readonly slug?: string | null;
  readonly id?: string | null;
}

/** @throws BAD_USER_INPUT on both arguments where not exactly one is given */
export function exactlyOne({ slug, id }: LookupArgs): { slug: string } | { id: string } {
  if (slug != null && id == null) return { slug };
  if (id != null && slug == null) return { id };
  throw badUserInput([
    { path: ['slug'], message: 'Give either a slug' },
    { path: ['id'], message: 'or an id.' },
  ]);
}
