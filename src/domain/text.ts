// Which characters of a text are visible, and the normal forms of names and of line endings.

/**
 * Code points that show nothing: spaces of every width, controls, joiners, fillers, variation selectors. Of the letters and
 * symbols, those that are drawn as nothing: U+115F, U+1160, U+3164 and U+FFA0 of Hangul, Braille's U+2800, a note without a head.
 */
const INVISIBLE: readonly (readonly [first: number, last: number])[] = [
  [0x00, 0x20],
  [0x7f, 0xa0],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x1680, 0x1680],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x2000, 0x200f],
  [0x2028, 0x202f],
  [0x205f, 0x206f],
  [0x2800, 0x2800],
  [0x3000, 0x3000],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0x1bca0, 0x1bca3],
  [0x1d159, 0x1d159],
  [0x1d173, 0x1d17a],
  [0xe0000, 0xe0fff],
];

const hex = (codePoint: number, digits: number) => codePoint.toString(16).padStart(digits, '0');

/** A regular expression of PostgreSQL that matches a text with a visible character. */
export const VISIBLE_SQL_PATTERN = `[^${INVISIBLE.map(
  // PostgreSQL has no text with the character 0, and its expressions cannot name it.
  ([first, last]) => `\\U${hex(Math.max(first, 1), 8)}-\\U${hex(last, 8)}`,
).join('')}]`;

const VISIBLE = new RegExp(
  `[^${INVISIBLE.map(([first, last]) => `\\u{${hex(first, 1)}}-\\u{${hex(last, 1)}}`).join('')}]`,
  'u',
);

/** Whether the text has no visible character. */
export const isBlank = (text: string): boolean => !VISIBLE.test(text);

export const isVisible = (text: string): boolean => !isBlank(text);

const ZERO_WIDTH_SPACES = /[\u180e\u200b\u2060\ufeff]/g;
const SPACES = /[\s\p{Z}\u0085\u2800\u3164\uffa0]+/gu;

/** NFC, with single spaces between words and none around them: names that differ only in their spaces become equal. */
export const normalName = (name: string): string => {
  const spaced = name.normalize('NFC').replace(ZERO_WIDTH_SPACES, '').replace(SPACES, ' ').trim();
  return isBlank(spaced) ? '' : spaced;
};

/** CRLF and CR become LF. */
export const normalizeLines = (text: string): string => text.replace(/\r\n?/g, '\n');
