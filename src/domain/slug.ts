// Slugs: what of a title stands in an address, in any script, and how one that is taken is numbered. Which are taken is
// the desk's to know.
import anyAscii from 'any-ascii';

/** Characters. */
export const MAX_SLUG_LENGTH = 100;

/** Shorter than a slug may be: room for a number, and an address that still can be read. */
const MAX_TITLE_SLUG_LENGTH = 80;

// They would be spelled out, as `:steam_locomotive:` or as the letters of a flag.
const PICTURES = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\u{E0020}-\u{E007F}]/gu;

// Within a word, and what soft signs and glottal stops are transliterated to.
const APOSTROPHES = /['`]/g;

export const isSlug = (value: string): boolean =>
  value.length <= MAX_SLUG_LENGTH && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(value);

/** A slug of at most 80 characters, cut between words; '' where the title has no letter and no digit. */
export function slugFrom(title: string): string {
  const ascii = anyAscii(title.normalize('NFC').replace(PICTURES, ' ')).replace(APOSTROPHES, '');
  const slug = (ascii.toLowerCase().match(/[a-z0-9]+/g) ?? []).join('-');
  if (slug.length <= MAX_TITLE_SLUG_LENGTH) return slug;
  const lastHyphen = slug.lastIndexOf('-', MAX_TITLE_SLUG_LENGTH);
  return slug.slice(0, lastHyphen > 0 ? lastHyphen : MAX_TITLE_SLUG_LENGTH);
}

/**
 * The `n`th slug of the same name, `base` itself being the first.
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
