import { expect, test } from '@jest/globals';
import { queueAround } from './queue-around.js';

test('an article stands between two others of the queue', () => {
  expect(queueAround('b', ['a', 'b', 'c'], [])).toEqual({
    position: 2,
    count: 3,
    previous: 'a',
    next: 'c',
  });
  expect(queueAround('a', ['a'], [])).toMatchObject({ previous: undefined, next: undefined });
});

test('once decided on, it still leads to what came after it, but not to what left the queue too', () => {
  const remembered = ['a', 'b', 'c', 'd'];
  expect(queueAround('b', ['a', 'd'], remembered)).toMatchObject({ previous: 'a', next: 'd' });
});

test('what was never in the queue leads nowhere', () => {
  expect(queueAround('x', ['a'], ['a'])).toBeUndefined();
});
