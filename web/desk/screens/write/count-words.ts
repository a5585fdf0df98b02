// About how many words readers get of a Markdown text, counted here until the server has rendered it.
import { diffArrays } from 'diff';

const WORDS_A_MINUTE = 230;
/** What of Markdown is not read: addresses of links and pictures, and HTML. */
const NOT_READ = /\]\([^)\s]*\)|<[^>\n]+>|^\[[^\]]+\]:.*$/gm;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’]*(?:[.,][\p{N}]+)*/gu;
/** Milliseconds: no more than that for a figure that stands at the foot. */
const DIFF_TIMEOUT = 60;

const wordsOf = (markdown: string): string[] => markdown.replace(NOT_READ, ' ').match(WORD) ?? [];

export const countWords = (markdown: string): number => wordsOf(markdown).length;

export const readingMinutes = (words: number): number => Math.ceil(words / WORDS_A_MINUTE);

/** undefined where the texts differ too much for a quick answer */
export function wordChanges(
  from: string,
  to: string,
): { readonly added: number; readonly removed: number } | undefined {
  const changes = diffArrays(wordsOf(from), wordsOf(to), { timeout: DIFF_TIMEOUT });
  if (changes === undefined) return undefined;
  const count = (which: 'added' | 'removed') =>
    changes.reduce((sum, change) => (change[which] ? sum + change.value.length : sum), 0);
  return { added: count('added'), removed: count('removed') };
}
