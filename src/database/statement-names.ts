// The names under which PostgreSQL keeps statements prepared. A name is the hash of the statement's text: the same text has
// the same name on every connection, and no two texts share one.
import { LRUCache } from 'lru-cache';
import { createHash } from 'node:crypto';

/** Of the desk's statements, how many texts are remembered for when they come again. */
const MAX_REMEMBERED = 1000;

/** Each of the desk's connections holds what was prepared on it, so their number has an end. */
const MAX_PREPARED = 300;

/** PostgreSQL cuts names of more than 63 characters; this one has 32. */
export const statementName = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, 32);

/**
 * Which of the desk's statements are prepared: those that come again, as most do, word for word.
 * @returns gives a statement's name; none for one that comes for the first time
 */
export function statementNames(): (statement: { readonly sql: string }) => string {
  const names = new LRUCache<string, string>({ max: MAX_REMEMBERED });
  let prepared = 0;
  return ({ sql }) => {
    const known = names.get(sql);
    if (known === undefined) names.set(sql, '');
    if (known !== '' || prepared === MAX_PREPARED) return known ?? '';
    prepared += 1;
    const name = statementName(sql);
    names.set(sql, name);
    return name;
  };
}
