// Words by Unicode's segmentation, in any script.

export interface WordSegment {
  /** In the whole text. */
  readonly index: number;
  readonly isWordLike: boolean;
}

// The locale is fixed, since boundaries differ between locales and the default is the machine's.
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/**
 * The text's words and what stands between them. Segmented in pieces, which end between words where possible, since a
 * segmenter's time grows with the square of its input.
 */
export function* wordSegments(text: string): Generator<WordSegment> {
  for (const { 0: piece, index: start } of text.matchAll(/.{1,1000}(?!\S)|.{1000}/gsu)) {
    for (const { index, isWordLike = false } of segmenter.segment(piece)) {
      yield { index: start + index, isWordLike };
    }
  }
}

export function countWords(text: string): number {
  let count = 0;
  for (const { isWordLike } of wordSegments(text)) if (isWordLike) count += 1;
  return count;
}
