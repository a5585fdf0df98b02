// What an answer depends on: the ids in it, and for lists, counts, searches and answers of "nothing there" the question
// itself. The keys are those that the gate notes with each change.
import sql, { type Sql } from 'sql-template-tag';

export type Dependencies = Set<string>;

/** The id of the list of the whole site. */
export const SITE = '';

/** What the lists of all tags and of all authors depend on beside the site's. */
export const ARCHIVES = { tags: 'tags', authors: 'authors' } as const;

/** Which articles are in a list, and how many. A tag's or an author's own id is what its name depends on. */
export const listKey = (list: string): string => (list === SITE ? 'site' : `in:${list}`);
export const listKeyOf = (list: Sql): Sql => sql`'in:' || ${list}`;

/** What a slug was asked for, found or not. */
export const slugKey = (kind: 'article' | 'tag' | 'author', slug: string): string => `${kind}:${slug}`;

/** Ids and slugs come as they were asked for; where one cannot be any, nothing will ever be there to depend on. */
const POSSIBLE = /^[\w:-]{1,120}$/;

export function addKeys(dependencies: Dependencies, keys: Iterable<string>): void {
  for (const key of keys) if (POSSIBLE.test(key)) dependencies.add(key);
}
