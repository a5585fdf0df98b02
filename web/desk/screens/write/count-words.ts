// Estimates the words of a Markdown text until the server has counted them.
import { diffArrays } from 'diff';

const WORDS_PER_MINUTE = 230;
/** Addresses of links and pictures, and HTML tags. */
const SYNTAX = /\]\([^)\s]*\)|<[^>\n]+>|^\[[^\]]+\]:.*$/gm;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’]*(?:[.,][\p{N}]+)*/gu;
/** It runs while somebody types. */
const DIFF_TIMEOUT_MS = 60;

const wordsOf = (markdown: string): string[] => markdown.replace(SYNTAX, ' ').match(WORD) ?? [];

export const countWords = (markdown: string): number => wordsOf(markdown).length;

export const readingMinutes = (words: number): number => Math.ceil(words / WORDS_PER_MINUTE);

/** @returns undefined where the comparison takes too long */
export function wordChanges(
  from: string,
  to: string,
): { readonly added: number; readonly removed: number } | undefined {
  const changes = diffArrays(wordsOf(from), wordsOf(to), { timeout: DIFF_TIMEOUT_MS });
  if (changes === undefined) return undefined;
  const count = (which: 'added' | 'removed') =>
    changes.reduce((sum, change) => (change[which] ? sum + change.value.length : sum), 0);
  return { added: count('added'), removed: count('removed') };
}
