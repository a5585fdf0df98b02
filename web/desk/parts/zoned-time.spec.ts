import { describe, expect, test } from '@jest/globals';
import { clockTimeOf, instantOf, instantsOf, nextMorning, weekAfter } from './zoned-time.js';

const at = (date: string, time: string, zone: string) => instantsOf({ date, time }, zone);

describe('a time of the newsroom’s clock', () => {
  test.each([
    ['Asia/Almaty', '2026-11-25', '06:00', '2026-11-25T01:00:00.000Z'],
    ['Europe/Athens', '2026-07-01', '06:00', '2026-07-01T03:00:00.000Z'],
    ['Europe/Athens', '2026-12-01', '06:00', '2026-12-01T04:00:00.000Z'],
    ['America/New_York', '2026-07-01', '23:59', '2026-07-02T03:59:00.000Z'],
    ['UTC', '2028-02-29', '00:00', '2028-02-29T00:00:00.000Z'],
  ])('in %s, %s at %s is one instant', (zone, date, time, instant) => {
    expect(at(date, time, zone)).toEqual({ is: 'one', at: instant });
  });

  test.each([
    ['Europe/Athens', '2026-10-25', '03:30', '2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'],
    ['America/New_York', '2026-11-01', '01:00', '2026-11-01T05:00:00.000Z', '2026-11-01T06:00:00.000Z'],
    ['Asia/Almaty', '2024-02-29', '23:30', '2024-02-29T17:30:00.000Z', '2024-02-29T18:30:00.000Z'],
  ])('in %s, %s at %s happens twice', (zone, date, time, earlier, later) => {
    expect(at(date, time, zone)).toEqual({ is: 'twice', earlier, later });
  });

  test.each([
    ['Europe/Athens', '2026-03-29', '03:30', '02:30', '04:30'],
    ['America/New_York', '2026-03-08', '02:00', '01:00', '03:00'],
  ])('in %s, %s at %s never happens, and %s and %s are offered', (zone, date, time, before, after) => {
    const instants = at(date, time, zone);
    if (instants.is !== 'never') throw new Error(`It is ${instants.is}.`);
    expect(clockTimeOf(instants.earlier, zone)).toEqual({ date, time: before });
    expect(clockTimeOf(instants.later, zone)).toEqual({ date, time: after });
  });

  test.each([
    ['Europe/Athens', '2026-10-25', '02:59', '2026-10-24T23:59:00.000Z'],
    ['Europe/Athens', '2026-10-25', '04:00', '2026-10-25T02:00:00.000Z'],
    ['Europe/Athens', '2026-03-29', '02:59', '2026-03-29T00:59:00.000Z'],
    ['Europe/Athens', '2026-03-29', '04:00', '2026-03-29T01:00:00.000Z'],
  ])('in %s, %s at %s, beside a change of the clock, is one instant', (zone, date, time, instant) => {
    expect(at(date, time, zone)).toEqual({ is: 'one', at: instant });
  });

  test.each([
    ['', '06:00'],
    ['2026-11-25', ''],
    ['2026-02-30', '06:00'],
    ['12026-11-25', '06:00'],
    ['2026-11-25', '24:00'],
  ])('%j at %j is not a time', (date, time) => {
    expect(at(date, time, 'Asia/Almaty')).toEqual({ is: 'incomplete' });
  });
});

test('a clock shows an instant and gives it back, through every hour of a year with two changes', () => {
  const zone = 'Europe/Athens';
  for (let hour = Date.UTC(2026, 0, 1); hour < Date.UTC(2027, 0, 1); hour += 3_600_000) {
    const instant = new Date(hour).toISOString();
    const instants = instantsOf(clockTimeOf(instant, zone), zone);
    expect(
      instants.is === 'one' ? [instants.at] : instants.is === 'twice' ? Object.values(instants) : [],
    ).toContain(instant);
  }
});

test('of a time that happens twice, one is meant once it is chosen', () => {
  const twice = at('2026-10-25', '03:30', 'Europe/Athens');
  expect(instantOf(twice, undefined)).toBeUndefined();
  expect(instantOf(twice, 'later')).toBe('2026-10-25T01:30:00.000Z');
});

test('the next morning is the next day’s in the newsroom’s zone', () => {
  expect(nextMorning(new Date('2026-11-24T20:00:00Z'), 'Asia/Almaty')).toEqual({
    date: '2026-11-26',
    time: '06:00',
  });
  expect(nextMorning(new Date('2026-12-31T12:00:00Z'), 'America/New_York')).toEqual({
    date: '2027-01-01',
    time: '06:00',
  });
});

test('a week later the clock shows the same time, across a change of the clock and a year’s end', () => {
  expect(weekAfter({ date: '2026-10-20', time: '03:30' })).toEqual({ date: '2026-10-27', time: '03:30' });
  expect(weekAfter({ date: '2026-12-28', time: '06:00' })).toEqual({ date: '2027-01-04', time: '06:00' });
  expect(weekAfter({ date: '', time: '06:00' })).toEqual({ date: '', time: '06:00' });
});
