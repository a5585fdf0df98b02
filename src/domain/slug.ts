// Slugs: how a title in any script becomes a part of an address, and how a slug that is taken gets a number. Which slugs are
// taken is stored by desk/slugs/slugs.ts, which claims them.
import anyAscii from 'any-ascii';

export const MAX_SLUG_LENGTH = 100;

/** Shorter than MAX_SLUG_LENGTH: it leaves room for a number, and keeps the address readable. */
const MAX_TITLE_SLUG_LENGTH = 80;

/** any-ascii would spell them out, as `:steam_locomotive:` or as the letters of a flag. */
const PICTURES = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\u{E0020}-\u{E007F}]/gu;

/** They stand within words; any-ascii also writes soft signs and glottal stops as apostrophes. */
const APOSTROPHES = /['`]/g;

export const isSlug = (value: string): boolean =>
  value.length <= MAX_SLUG_LENGTH && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(value);

/** A slug of at most 80 characters, cut between words. @returns '' where the title has no letter and no digit */
export function slugFrom(title: string): string {
  const ascii = anyAscii(title.normalize('NFC').replace(PICTURES, ' ')).replace(APOSTROPHES, '');
  const slug = (ascii.toLowerCase().match(/[a-z0-9]+/g) ?? []).join('-');
  if (slug.length <= MAX_TITLE_SLUG_LENGTH) return slug;
  const lastHyphen = slug.lastIndexOf('-', MAX_TITLE_SLUG_LENGTH);
  return slug.slice(0, lastHyphen > 0 ? lastHyphen : MAX_TITLE_SLUG_LENGTH);
}

/**
 * `base` for 1, `base-2` for 2, cut to MAX_SLUG_LENGTH.
 * @param base a slug
 * @param n 1 or more
 */
export function numberedSlug(base: string, n: number): string {
  if (n === 1) return base;
  const suffix = `-${n}`;
  return base.slice(0, MAX_SLUG_LENGTH - suffix.length).replace(/-$/, '') + suffix;
}

/** The first of `base`, `base-2`, `base-3` … that is not taken. */
export function nextFreeSlug(base: string, taken: Iterable<string>): string {
  const others = new Set(taken);
  let n = 1;
  while (others.has(numberedSlug(base, n))) n += 1;
  return numberedSlug(base, n);
}
