// Slugs: what may be one, and what a title becomes. Whether one is free is the database's to say.
import anyAscii from 'any-ascii';

/** Characters. */
export const MOST_SLUG = 100;
const MOST_FROM_TITLE = 80;

export const isSlug = (value: string): boolean =>
  value.length <= MOST_SLUG && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(value);

/** From a title in any script; '' where nothing of it can be spelt. */
export function slugFrom(title: string): string {
  const words = anyAscii(title)
    .toLowerCase()
    .replace(/['’]/g, '')
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  let slug = '';
  for (const word of words) {
    const longer = slug === '' ? word.slice(0, MOST_FROM_TITLE) : `${slug}-${word}`;
    if (longer.length > MOST_FROM_TITLE) break;
    slug = longer;
  }
  return slug;
}

/** `base`, or `base-2`, `base-3` …, within the most that a slug may have. */
export function numberedSlug(base: string, n: number): string {
  if (n === 1) return base;
  const suffix = `-${n}`;
  return base.slice(0, MOST_SLUG - suffix.length).replace(/-+$/, '') + suffix;
}

export function nextFreeSlug(base: string, taken: Iterable<string>): string {
  const known = new Set(taken);
  let n = 1;
  while (known.has(numberedSlug(base, n))) n += 1;
  return numberedSlug(base, n);
}
