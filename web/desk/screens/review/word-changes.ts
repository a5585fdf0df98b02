// What changed in a short text, word by word.
import { diffArrays } from 'diff';

export interface Piece {
  readonly is: 'same' | 'cut' | 'added';
  readonly text: string;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

const segments = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment);

const HAS_WORD = /[\p{L}\p{N}]/u;

/** @returns pieces that are `after` without the cut ones, and `before` without the added ones */
export function wordChanges(before: string, after: string): Piece[] {
  const pieces: Piece[] = [];
  let cut = '';
  let added = '';
  // Unchanged space and punctuation between two changes: it becomes part of both.
  let between = '';
  const push = (is: Piece['is'], text: string) => {
    const last = pieces.at(-1);
    if (text === '') return;
    if (last?.is === is) pieces[pieces.length - 1] = { is, text: last.text + text };
    else pieces.push({ is, text });
  };
  const flush = () => {
    // Space that both sides begin or end with did not change.
    const space = /\s*$/.exec(cut)?.[0] ?? '';
    const ends = space !== '' && added.endsWith(space) ? space.length : 0;
    push('cut', cut.slice(0, cut.length - ends));
    push('added', added.slice(0, added.length - ends));
    push('same', cut.slice(cut.length - ends) + between);
    cut = added = between = '';
  };
  for (const { value, added: isAdded, removed: isCut } of diffArrays(segments(before), segments(after))) {
    const text = value.join('');
    if (!isAdded && !isCut) {
      const joins = !HAS_WORD.test(text) && (cut !== '' || added !== '');
      if (joins) between = text;
      else {
        flush();
        push('same', text);
      }
      continue;
    }
    cut += between;
    added += between;
    between = '';
    if (isCut) cut += text;
    else added += text;
  }
  flush();
  return pieces;
}
