import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { countWords, wordSegments } from './words.js';

/** The number of words that the segmenter finds. */
const counted = (text: string) => [...wordSegments(text)].filter(({ isWordLike }) => isWordLike).length;

const ARTICLES = fileURLToPath(new URL('../../prisma/demo/articles/', import.meta.url));

test.each(readdirSync(ARTICLES))('the words of the demo’s article %s are those of the segmenter', (file) => {
  const text = readFileSync(ARTICLES + file, 'utf8');
  expect([countWords(text), countWords(text) > 10]).toEqual([counted(text), true]);
});

const LETTERS = [
  'a',
  'Zoë',
  'ǆ',
  'сөз',
  'Ҋ',
  '2026',
  '４',
  'λ',
  '中国',
  'カナ',
  'ไทย',
  'א',
  '한',
  '\u0301',
  '\u0483',
  '🚂',
];
const MARKS = [...`"'“‘«„(”’»),.;:!?…-_–/·@#`, '\u00ad', '\u200d', '\ufeff', '\u2060'];
const SPACES = [' ', '  ', '\n', '\t', '\r\n', '\u00a0', '\u2003', '\u3000', '\u2028'];

test('texts of any letters, marks and spaces have as many words as the segmenter finds', () => {
  // Every order of three, which is as far as a rule of segmentation sees, and long ones at random.
  const parts = [...LETTERS, ...MARKS, ...SPACES];
  const pick = (seed: number) => parts[seed % parts.length] ?? '';
  const texts = parts.flatMap((a) => parts.map((b) => parts.map((c) => `x${a}${b}${c}y`).join(' ')));
  let seed = 1;
  for (let i = 0; i < 200; i++) {
    const next = () => (seed = (seed * 48_271) % 2_147_483_647);
    texts.push(Array.from({ length: 400 }, () => pick(next())).join(''));
  }
  expect(texts.filter((text) => countWords(text) !== counted(text))).toEqual([]);
});

test('every letter that is counted without the segmenter is one that it takes for a part of a word', () => {
  for (let code = 0x30; code <= 0x52f; code++) {
    const letter = String.fromCodePoint(code);
    for (const text of [letter, `a${letter}`, `${letter}a`, `1${letter}`, `“${letter}”.`]) {
      expect([code.toString(16), text, countWords(text)]).toEqual([code.toString(16), text, counted(text)]);
    }
  }
});
