// Which of the desk's statements PostgreSQL keeps prepared: those that come again, as most do, word for word.
import { LRUCache } from 'lru-cache';

/** Of statements whose text is remembered for when it comes again. */
const MOST_REMEMBERED = 1000;

/** Each connection holds what was prepared on it, so their number has an end. */
const MOST_PREPARED = 300;

/** @returns gives a statement's name, the same for the same text; none for one that comes for the first time */
export function statementNames(): (statement: { readonly sql: string }) => string {
  const names = new LRUCache<string, string>({ max: MOST_REMEMBERED });
  let prepared = 0;
  return ({ sql }) => {
    const known = names.get(sql);
    const name = known === '' && prepared < MOST_PREPARED ? `desk_${++prepared}` : (known ?? '');
    if (name !== known) names.set(sql, name);
    return name;
  };
}
