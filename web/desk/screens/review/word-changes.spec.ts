import { expect, test } from '@jest/globals';
import { wordChanges, type Piece } from './word-changes.js';

const shown = (before: string, after: string) =>
  wordChanges(before, after)
    .map(({ is, text }) => (is === 'same' ? text : is === 'cut' ? `[-${text}-]` : `{+${text}+}`))
    .join('');

const side = (pieces: readonly Piece[], without: Piece['is']) =>
  pieces
    .filter(({ is }) => is !== without)
    .map(({ text }) => text)
    .join('');

test('words are cut and added where they stand', () => {
  expect(shown('It is worth almost as much.', 'It is worth perhaps half as much.')).toBe(
    'It is worth [-almost-]{+perhaps half+} as much.',
  );
  expect(shown('', 'New')).toBe('{+New+}');
  expect(shown('The same.', 'The same.')).toBe('The same.');
});

test('two changed words beside each other are one change', () => {
  expect(shown('A big red door', 'A small blue door')).toBe('A [-big red-]{+small blue+} door');
});

test('scripts without spaces are compared by words', () => {
  expect(shown('西安到里海', '西安到黑海')).toContain('西安到');
});

test('without one side’s pieces the other text is left, whatever was changed', () => {
  const words = ['bran', 'wheat,', 'Қостанай', '“half”', 'a', '—', 'ტექსტი', 'نص', '3.5'];
  let seed = 7;
  const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const text = () => Array.from({ length: random(12) }, () => words[random(words.length)]).join(' ');
  for (let round = 0; round < 500; round++) {
    const [before, after] = [text(), text()];
    const pieces = wordChanges(before, after);
    expect(side(pieces, 'added')).toBe(before);
    expect(side(pieces, 'cut')).toBe(after);
  }
});
