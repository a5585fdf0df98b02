// The names under which PostgreSQL keeps statements prepared. A name is the hash of the statement's text: the same text has
// the same name on every connection, and no two texts share one.
import { LRUCache } from 'lru-cache';
import { createHash } from 'node:crypto';

/** Of the texts of the desk's statements that are remembered for when they come again, all together. */
const MAX_REMEMBERED_LENGTH = 2_000_000;

/** A longer one, as a list of hundreds of ids makes it, is planned anew each time: its plan would take megabytes. */
const MAX_STATEMENT_LENGTH = 16_000;

/** Each of the desk's connections holds what was prepared on it, so that has an end: of all texts together. */
const MAX_PREPARED_LENGTH = 400_000;

/** PostgreSQL cuts names of more than 63 characters; this one has 32. */
export const statementName = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, 32);

/**
 * Which of the desk's statements are prepared: those that come again, as most do, word for word.
 * @returns gives a statement's name; none for one that comes for the first time
 */
export function statementNames(): (statement: { readonly sql: string }) => string {
  const names = new LRUCache<string, string>({
    maxSize: MAX_REMEMBERED_LENGTH,
    sizeCalculation: (_, sql) => sql.length,
  });
  let preparedLength = 0;
  return ({ sql }) => {
    if (sql.length > MAX_STATEMENT_LENGTH) return '';
    const known = names.get(sql);
    if (known === undefined) names.set(sql, '');
    if (known !== '' || preparedLength + sql.length > MAX_PREPARED_LENGTH) return known ?? '';
    preparedLength += sql.length;
    const name = statementName(sql);
    names.set(sql, name);
    return name;
  };
}
