// Extracts the prose of a rendered body: its text, the number of its words, and its opening. It reads the sanitised tree,
// so that only what readers get is counted and indexed.
import type { Element, Root } from 'hast';
import { toText } from 'hast-util-to-text';
import { remove } from 'unist-util-remove';
import { creditLines } from './credit-lines.js';
import { isFootnoteLabel, isFootnoteMark } from './heading-ids.js';
import { countWords, SEGMENTER_LOCALE, wordSegmenter } from './words.js';

export interface Prose {
  /** Plain text: each block on its own lines, table cells separated by tabs, code included, footnotes last. */
  readonly text: string;
  readonly wordCount: number;
  /** Whole minutes: 0 where there are no words, otherwise at least 1. */
  readonly readingMinutes: number;
  /** The first paragraph, cut to 200 characters, for articles without an excerpt; '' where there is no prose. */
  readonly opening: string;
}

/** Adults who read silently read 230 to 240 words of prose a minute. */
const WORDS_PER_MINUTE = 230;
const MAX_OPENING_LENGTH = 200;

const NON_PROSE_TAG_NAMES = new Set([
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'table', 'pre', 'figcaption'],
  // Text that was struck out.
  ...['del', 's'],
]);

const graphemeSegmenter = new Intl.Segmenter(SEGMENTER_LOCALE, { granularity: 'grapheme' });

/** Modifies `tree`: only the nodes from which the opening is taken remain. */
export function extractProse(tree: Root): Prose {
  remove(tree, { cascade: false }, isElementWhere(isFootnoteMarkOrLabel));
  // Removes the space that followed a checkbox or a line break.
  const text = toText(tree)
    .replace(/^ (?=\S)|(?<=\S) $/gm, '')
    .trim();
  const wordCount = countWords(text);
  const credits = creditLines(tree);
  remove(
    tree,
    { cascade: false },
    isElementWhere((element) => isNotProse(element) || credits.has(element)),
  );
  return {
    text,
    wordCount,
    readingMinutes: Math.ceil(wordCount / WORDS_PER_MINUTE),
    opening: openingOf(toText(tree)),
  };
}

function openingOf(text: string): string {
  const paragraphs = text.split('\n\n');
  const first = paragraphs.find((paragraph) => /[\p{L}\p{N}]/u.test(paragraph)) ?? '';
  const line = first.replace(/\s+/g, ' ').trim();
  if (line.length <= MAX_OPENING_LENGTH) return line;
  return `${line.slice(0, lastFittingEnd(wordSegmenter, line) || lastFittingEnd(graphemeSegmenter, line))}…`;
}

/** Where the last word (or grapheme) that fits into the opening ends; 0 where none fits. */
function lastFittingEnd(segmenter: Intl.Segmenter, line: string): number {
  let last = 0;
  for (const { index, segment, isWordLike = true } of segmenter.segment(
    line.slice(0, 2 * MAX_OPENING_LENGTH),
  )) {
    const end = index + segment.length;
    if (end > MAX_OPENING_LENGTH) break;
    if (isWordLike) last = end;
  }
  return last;
}

const isElementWhere = (predicate: (element: Element) => boolean) => (node: { type: string }) =>
  node.type === 'element' && predicate(node as Element);

const isFootnoteMarkOrLabel = ({ tagName, properties }: Element): boolean =>
  isFootnoteMark(properties) || isFootnoteLabel(tagName, properties);

const isNotProse = ({ tagName, properties }: Element): boolean =>
  NON_PROSE_TAG_NAMES.has(tagName) || 'dataFootnotes' in properties || 'dataEmbed' in properties;
