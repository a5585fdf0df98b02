import { jest } from '@jest/globals';
import { throttledLog } from './throttled-log.js';

test('the first message is logged at once, and those of each second after it as one line with their number', () => {
  jest.useFakeTimers();
  const lines: [string, number][] = [];
  const log = throttledLog((message, times) => lines.push([message, times]));
  log('first');
  expect(lines).toEqual([['first', 1]]);
  for (let i = 0; i < 50; i++) log('more');
  log('last');
  jest.advanceTimersByTime(5_000);
  log('later');
  expect(lines).toEqual([
    ['first', 1],
    ['last', 51],
    ['later', 1],
  ]);
  jest.useRealTimers();
});
