import { expect, test } from '@jest/globals';
import { smallestChange } from './replace-text.js';

const apply = (before: string, after: string) => {
  const change = smallestChange(before, after);
  return change ? before.slice(0, change.from) + change.insert + before.slice(change.to) : before;
};

test('equal texts change nothing', () => {
  expect(smallestChange('a', 'a')).toBeUndefined();
});

test('only what differs is changed', () => {
  expect(smallestChange('one two three', 'one 2 three')).toEqual({ from: 4, to: 7, insert: '2' });
  expect(smallestChange('aaa', 'aaaa')).toEqual({ from: 3, to: 3, insert: 'a' });
  expect(smallestChange('', 'x')).toEqual({ from: 0, to: 0, insert: 'x' });
});

test('any two texts: the change makes one of the other', () => {
  const texts = ['', 'a', 'ab', 'aba', 'abab', 'ba', '👍', '👍👎', '👎', 'a👍', 'a👎b', '🏳️‍🌈'];
  for (const before of texts) for (const after of texts) expect(apply(before, after)).toBe(after);
});

test('a character of two code units is never cut', () => {
  expect(smallestChange('👍', '👎')).toEqual({ from: 0, to: 2, insert: '👎' });
  // Both end with the same low surrogate.
  expect(smallestChange('\u{1F44D}', '\u{1F84D}')).toEqual({ from: 0, to: 2, insert: '\u{1F84D}' });
});
