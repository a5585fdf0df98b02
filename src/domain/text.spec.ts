import { isBlank, normalName } from './text.js';

test.each([
  '',
  ' \t\n',
  '\u00a0',
  '\u00ad',
  '\u115f\u1160',
  '\u17b4',
  '\u180e',
  '\u200b\u200c\u200d',
  '\u2060',
  '\u2800',
  '\u3000',
  '\u3164',
  '\ufe0f',
  '\ufeff',
  '\uffa0',
  '\u{e0020}',
  '\u{1d159}',
])('a text of nothing but %j is blank', (text) => {
  expect(isBlank(text)).toBe(true);
});

test.each(['.', 'қ', '\u200bя\u200b', '👩\u200d🚀', '한', '\u0301'])('%j is not blank', (text) => {
  expect(isBlank(text)).toBe(false);
});

test('names that differ in the kinds and number of their spaces are one', () => {
  const spellings = [
    'Nino Beridze',
    ' Nino  Beridze',
    'Nino\u00a0Beridze',
    'Nino\t\u3000Beridze\u200b',
    'Ni\u2060no\u2800Beridze',
  ];
  expect(new Set(spellings.map(normalName))).toEqual(new Set(['Nino Beridze']));
  expect(normalName('\u3164 \u200b')).toBe('');
  expect(normalName('Zoe\u0301')).toBe('Zo\u00e9');
  // A joiner is part of how some scripts are written.
  expect(normalName('می\u200cخواهم')).toBe('می\u200cخواهم');
});
