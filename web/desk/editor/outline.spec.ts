import { expect, test } from '@jest/globals';
import { outline } from './outline.js';

test('headings of both kinds, with their levels, without marks', () => {
  const text =
    'One\n===\n\n## **Who** pays for [the *pier*](https://example.org "t") \\* ##\n\ntext\n\n###### Deep `code` ~~x~~\n';
  expect(outline(text)).toEqual([
    { level: 1, text: 'One', from: 0 },
    { level: 2, text: 'Who pays for the pier *', from: 9 },
    { level: 6, text: 'Deep code x', from: text.indexOf('######') },
  ]);
});

test('what only looks like a heading is none', () => {
  expect(outline('```\n# code\n```\n\n#nothing\n\n> # quoted\n\n- # item\n\n    # indented\n')).toEqual([]);
});

test('bare addresses stay, and an empty heading is an empty entry', () => {
  expect(outline('# See https://example.org\n\n#\n').map(({ text }) => text)).toEqual([
    'See https://example.org',
    '',
  ]);
});
