import { expect, test } from '@jest/globals';
import { instantsOfWallTime, wallTimeOf } from './zoned-moment.js';

test('an instant is written as the clock of the zone showed it', () => {
  expect(wallTimeOf('2026-11-24T19:30:12.345Z', 'Asia/Almaty')).toEqual({
    date: '2026-11-25',
    time: '00:30',
  });
});

test('a time names one instant', () => {
  expect(instantsOfWallTime({ date: '2026-11-25', time: '06:00' }, 'Asia/Almaty')).toEqual([
    '2026-11-25T01:00:00.000Z',
  ]);
});

test('an hour that the clock skips names none, one that it has twice names two', () => {
  expect(instantsOfWallTime({ date: '2026-03-29', time: '03:30' }, 'Europe/Athens')).toEqual([]);
  expect(instantsOfWallTime({ date: '2026-10-25', time: '03:30' }, 'Europe/Athens')).toEqual([
    '2026-10-25T00:30:00.000Z',
    '2026-10-25T01:30:00.000Z',
  ]);
});

test('what is not written to its end names nothing yet', () => {
  expect(instantsOfWallTime({ date: '', time: '06:00' }, 'Asia/Almaty')).toBeUndefined();
  expect(instantsOfWallTime({ date: '2026-11-25', time: '' }, 'Asia/Almaty')).toBeUndefined();
});
