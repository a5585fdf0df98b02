import { expect, test } from '@jest/globals';
import { CalendarDate } from '@internationalized/date';
import { dayAt, daysOf, instantsOf, movedToDay, parseDay, spanOf, stepFrom, weeksOf } from './days.js';

const day = (text: string): CalendarDate => {
  const parsed = parseDay(text);
  if (parsed === undefined) throw new Error(text);
  return parsed;
};
const texts = (days: readonly CalendarDate[]) => days.map(String);

test('a month is shown in whole weeks from Monday to Sunday', () => {
  const weeks = weeksOf(spanOf('month', day('2026-11-24')));
  expect(weeks).toHaveLength(6);
  expect(texts(weeks[0] ?? [])).toEqual([
    '2026-10-26',
    '2026-10-27',
    '2026-10-28',
    '2026-10-29',
    '2026-10-30',
    '2026-10-31',
    '2026-11-01',
  ]);
  expect(texts(weeks[5] ?? []).at(-1)).toBe('2026-12-06');
});

test('a February that fits four weeks is four weeks', () => {
  expect(spanOf('month', day('2027-02-14'))).toEqual({ first: day('2027-02-01'), days: 28 });
});

test('a week and a list begin on the Monday', () => {
  expect(texts(daysOf(spanOf('week', day('2026-11-29'))))[0]).toBe('2026-11-23');
  expect(texts(daysOf(spanOf('week', day('2026-11-23'))))[0]).toBe('2026-11-23');
  expect(spanOf('list', day('2026-11-24'))).toEqual({ first: day('2026-11-23'), days: 28 });
});

test('a span is the instants of the zone’s days, across a change of the clock', () => {
  expect(instantsOf(spanOf('week', day('2026-10-25')), 'Europe/Athens')).toEqual({
    from: '2026-10-18T21:00:00.000Z',
    to: '2026-10-25T22:00:00.000Z',
  });
  expect(instantsOf(spanOf('week', day('2026-11-24')), 'Asia/Almaty')).toEqual({
    from: '2026-11-22T19:00:00.000Z',
    to: '2026-11-29T19:00:00.000Z',
  });
});

test('a day whose midnight the clock skips begins after it', () => {
  expect(instantsOf({ first: day('2026-04-24'), days: 1 }, 'Africa/Cairo').from).toBe(
    '2026-04-23T22:00:00.000Z',
  );
});

test('a step from the 31st stays within the month beside it', () => {
  expect(String(stepFrom('month', day('2026-01-31'), 1))).toBe('2026-02-01');
  expect(String(stepFrom('month', day('2026-01-31'), -1))).toBe('2025-12-01');
  expect(String(stepFrom('week', day('2026-11-26'), 1))).toBe('2026-11-30');
  expect(String(stepFrom('list', day('2026-11-26'), -1))).toBe('2026-10-26');
});

test('an instant belongs to the zone’s day', () => {
  expect(String(dayAt('2026-11-24T19:00:00Z', 'Asia/Almaty'))).toBe('2026-11-25');
  expect(String(dayAt('2026-11-24T18:59:59Z', 'Asia/Almaty'))).toBe('2026-11-24');
});

test('what is moved to another day keeps its time of day, across a change of the clock', () => {
  expect(movedToDay('2026-10-24T03:00:00.000Z', day('2026-10-26'), 'Europe/Athens')).toBe(
    '2026-10-26T04:00:00.000Z',
  );
  expect(movedToDay('2026-11-24T19:30:15.250Z', day('2026-12-03'), 'Asia/Almaty')).toBe(
    '2026-12-02T19:30:15.250Z',
  );
});

test('what is moved to an hour that is skipped comes after the gap', () => {
  expect(movedToDay('2026-03-28T01:30:00.000Z', day('2026-03-29'), 'Europe/Athens')).toBe(
    '2026-03-29T01:30:00.000Z',
  );
});

test('a day that there is not is none', () => {
  expect(parseDay('2026-02-30')).toBeUndefined();
  expect(parseDay('soon')).toBeUndefined();
});
