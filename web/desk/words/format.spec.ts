import { expect, test } from '@jest/globals';
import { cityOf, dayOf, daysFrom, lapseOf, momentOf, offsetOf, plural, spanOf } from './format.js';

const ALMATY = 'Asia/Almaty';
const now = new Date('2026-11-24T09:40:00Z');

test('a moment is formatted by the newsroom’s day', () => {
  expect(momentOf('2026-11-24T06:20:00Z', now, ALMATY)).toBe('today at 11:20');
  expect(momentOf('2026-11-23T19:30:00Z', now, ALMATY)).toBe('today at 00:30');
  expect(momentOf('2026-11-23T18:59:00Z', now, ALMATY)).toBe('yesterday at 23:59');
  expect(momentOf('2026-11-25T01:00:00Z', now, ALMATY)).toBe('tomorrow at 06:00');
  expect(momentOf('2026-11-22T09:10:00Z', now, ALMATY)).toBe('Sunday at 14:10');
  expect(momentOf('2026-11-09T03:00:00Z', now, ALMATY)).toBe('9 November at 08:00');
  expect(momentOf('2025-11-09T03:00:00Z', now, ALMATY)).toBe('9 November 2025 at 08:00');
});

test('days are civil days of the zone, across a change of the clock', () => {
  expect(dayOf('2026-10-24T23:30:00Z', 'Europe/Athens')).toBe('2026-10-25');
  expect(daysFrom(new Date('2026-10-24T20:00:00Z'), '2026-10-26T22:30:00Z', 'Europe/Athens')).toBe(3);
});

test('ages and spans name two units at most', () => {
  const hour = 3_600_000;
  expect([0, 40 * 60_000, 5.5 * hour, 28 * hour, 49 * hour, 24 * hour].map(lapseOf)).toEqual([
    'now',
    '40 min',
    '5 h',
    '1 d 4 h',
    '2 d',
    '1 d',
  ]);
  expect([20_000, 200 * 60_000, 3 * hour, 52 * hour].map(spanOf)).toEqual([
    'less than a minute',
    '3 h 20 min',
    '3 h',
    '2 d 4 h',
  ]);
});

test('a number goes with its noun', () => {
  expect(plural(1, { one: '# word', other: '# words' })).toBe('1 word');
  expect(plural(1204, { one: '# word', other: '# words' })).toBe('1,204 words');
});

test('a zone is named by its city and its offset at the time', () => {
  expect(cityOf('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
  expect(offsetOf('2026-07-01T00:00:00Z', 'Europe/Athens')).toBe('UTC+3');
  expect(offsetOf('2026-12-01T00:00:00Z', 'Europe/Athens')).toBe('UTC+2');
});
