import { displayEmail, normalEmail } from './email.js';

test.each([
  ['Arman@Newsroom.example', 'arman@newsroom.example'],
  ['  a.b+c@x.example ', 'a.b+c@x.example'],
  ['Жанар@Пример.рф', 'жанар@xn--e1afmkfd.xn--p1ai'],
  ['жанар@xn--e1afmkfd.xn--p1ai', 'жанар@xn--e1afmkfd.xn--p1ai'],
  ['zoe\u0301@MÜNCHEN.example', 'zo\u00e9@xn--mnchen-3ya.example'],
  ["o'neil@x.example", "o'neil@x.example"],
])('the normal form of %j is %j', (written, normal) => {
  expect(normalEmail(written)).toBe(normal);
});

test.each([
  '',
  'no address',
  '@x.example',
  'a@',
  'a@x',
  'a@127.0.0.1',
  'a..b@x.example',
  '.a@x.example',
  'a@b@x.example',
  'a b@x.example',
  'a\u00a0b@x.example',
  'a\u200bb@x.example',
  'a@x..example',
  'a@x.example/path',
  'a@xn--a.example\u0000',
  `${'a'.repeat(65)}@x.example`,
  `a@${'b'.repeat(60)}.${'c.'.repeat(100)}example`,
])('%j is no e-mail address', (written) => {
  expect(normalEmail(written)).toBeUndefined();
});

test('an address is shown with the letters of its domain', () => {
  expect(displayEmail('жанар@xn--e1afmkfd.xn--p1ai')).toBe('жанар@пример.рф');
  expect(displayEmail('arman@newsroom.example')).toBe('arman@newsroom.example');
});
