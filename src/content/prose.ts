// What of a rendered body is words: its text, how many they are, and its opening. Works on the sanitised tree, so that
// nothing is counted or indexed that readers do not get.
import type { Element, Root } from 'hast';
import { toText } from 'hast-util-to-text';
import { remove } from 'unist-util-remove';
import { ID_PREFIX } from './allowed-html.js';

export interface Prose {
  /** Plain text: blocks on lines of their own, cells of a table apart by tabs, code included, footnotes last. */
  readonly text: string;
  /** Words as Unicode divides them, in any script. */
  readonly wordCount: number;
  /** Whole minutes: 0 where there are no words, else 1 at least. */
  readonly readingMinutes: number;
  /** The first paragraph, cut to about 200 characters, for want of an excerpt; empty where there is no prose. */
  readonly opening: string;
}

/** Adults read 230 to 240 words of prose a minute, silently. */
const WORDS_A_MINUTE = 230;
const OPENING_LENGTH = 200;

const NOT_PROSE = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'table', 'pre', 'figcaption']);

// A locale of our own choice: the default is the machine's, and boundaries differ.
const words = new Intl.Segmenter('en', { granularity: 'word' });
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Uses `tree` up: of it remains what the opening was taken from. */
export function proseOf(tree: Root): Prose {
  remove(tree, { cascade: false }, elements(isApparatus));
  // A checkbox and a line break leave the space that followed them.
  const text = toText(tree)
    .replace(/^ (?=\S)|(?<=\S) $/gm, '')
    .trim();
  const wordCount = countWords(text);
  remove(tree, { cascade: false }, elements(isNotProse));
  return {
    text,
    wordCount,
    readingMinutes: Math.ceil(wordCount / WORDS_A_MINUTE),
    opening: openingOf(toText(tree)),
  };
}

/** In pieces that end between words where they can: a segmenter's time grows with the square of what it is given. */
function countWords(text: string): number {
  let count = 0;
  for (const [piece] of text.matchAll(/.{1,1000}(?!\S)|.{1000}/gsu)) {
    for (const { isWordLike } of words.segment(piece)) if (isWordLike) count += 1;
  }
  return count;
}

function openingOf(text: string): string {
  const paragraphs = text.split('\n\n');
  const first = paragraphs.find((paragraph) => /[\p{L}\p{N}]/u.test(paragraph)) ?? '';
  const line = first.replace(/\s+/g, ' ').trim();
  if (line.length <= OPENING_LENGTH) return line;
  return `${line.slice(0, lastEnd(words, line) || lastEnd(graphemes, line))}…`;
}

/** Where the last word (or grapheme) ends that the opening has room for; 0 where it has room for none. */
function lastEnd(segmenter: Intl.Segmenter, line: string): number {
  let last = 0;
  for (const { index, segment, isWordLike = true } of segmenter.segment(line.slice(0, 2 * OPENING_LENGTH))) {
    const end = index + segment.length;
    if (end > OPENING_LENGTH) break;
    if (isWordLike) last = end;
  }
  return last;
}

const elements = (unwanted: (element: Element) => boolean) => (node: { type: string }) =>
  node.type === 'element' && unwanted(node as Element);

/** The numbers and arrows of footnotes, and the heading that only screen readers see. */
const isApparatus = ({ properties }: Element): boolean =>
  'dataFootnoteRef' in properties ||
  'dataFootnoteBackref' in properties ||
  properties.id === `${ID_PREFIX}footnote-label`;

const isNotProse = ({ tagName, properties }: Element): boolean =>
  NOT_PROSE.has(tagName) || 'dataFootnotes' in properties;
