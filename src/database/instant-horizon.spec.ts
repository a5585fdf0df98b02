import { jest } from '@jest/globals';
import { InstantHorizon, type Ask } from './instant-horizon.js';
import type { Instant, InstantsAhead } from './instant-statements.js';

const SECOND = 1000;
const HORIZON = 300 * SECOND;
const NO_OFFSET = { ahead: 0, behind: 0 };
/** A reading knows no instant to the millisecond. */
const ERROR = 10;

/** The database: its clock, and a listing for each instant that is to come. */
let clock: number;
let listings: Instant[];
/** From when each reading asked for instants. */
let starts: number[];
let touched: (string | 'everything')[];
let horizon: InstantHorizon;

beforeEach(() => {
  jest.useFakeTimers();
  clock = 1_000_000;
  [listings, starts, touched] = [[], [], []];
  horizon = new InstantHorizon((keys) => touched.push(...(keys === 'everything' ? [keys] : keys)), 0);
});
afterEach(() => void jest.useRealTimers());

/** As the statement reads them. */
const ask: Ask = async (_, values) => {
  const [from = 0, seconds = 0, behind = 0, limit = 0] = values as number[];
  starts.push(from);
  const [start, end] = [Math.max(from, clock - behind * SECOND), clock + seconds * SECOND];
  const read = listings
    .filter(({ at }) => at > start && at <= end)
    .sort((a, b) => a.at - b.at)
    .slice(0, limit);
  const instants = new Map<number, string[]>();
  for (const { at, keys } of read) instants.set(at, [...(instants.get(at) ?? []), ...keys]);
  const row: InstantsAhead = {
    now: clock,
    start,
    end,
    listings: read.length,
    instants: [...instants].map(([at, keys]) => ({ at, keys })),
  };
  return [row as never];
};
const failing: Ask = () => Promise.reject(new Error('canceling statement due to statement timeout'));
const read = async (offset = NO_OFFSET, anew = false) => {
  await horizon.read(ask, offset, anew);
  touched = touched.filter((key) => key !== 'everything');
};

function pass(milliseconds: number): void {
  jest.advanceTimersByTime(milliseconds);
  clock += milliseconds;
}
function firedAfter(milliseconds: number): string[] {
  pass(milliseconds);
  touched = [];
  horizon.fireDue();
  return touched;
}
const comes = (milliseconds: number, key = `in ${milliseconds} ms`): Instant => ({
  at: clock + milliseconds,
  keys: [key],
});

test('an instant is fired from when it may have come, for the last time when it surely has', async () => {
  listings = [comes(2 * SECOND, 'first'), comes(4 * SECOND, 'second')];
  await read();
  expect(firedAfter(2 * SECOND - 2 * ERROR)).toEqual([]);
  expect(firedAfter(2 * ERROR)).toEqual(['first']);
  expect(firedAfter(SECOND)).toEqual(['first']);
  expect(firedAfter(SECOND)).toEqual(['second']);
});

test('each reading begins where the last one ended, so that an instant beyond the horizon is read when it comes into it', async () => {
  listings = [comes(HORIZON + 4 * SECOND)];
  await read();
  expect(horizon.isDue).toBe(false);
  pass(6 * SECOND);
  expect(horizon.isDue).toBe(true);
  await read();
  expect(starts).toEqual([0, clock - 6 * SECOND + HORIZON]);
  expect(firedAfter(HORIZON - 2 * SECOND)).toHaveLength(1);
});

test('a reading that fails ends nothing, until the instants that are known do', async () => {
  listings = [comes(HORIZON - SECOND, 'known'), comes(HORIZON + SECOND, 'unknown')];
  await read();
  pass(6 * SECOND);
  await expect(horizon.read(failing, NO_OFFSET)).rejects.toThrow('timeout');
  expect([horizon.isFresh, horizon.isDue]).toEqual([true, false]);
  expect(firedAfter(HORIZON - 7 * SECOND)).toEqual(['known']);
  expect(horizon.isFresh).toBe(true);
  pass(2 * SECOND);
  expect([horizon.isFresh, horizon.isDue]).toEqual([false, true]);
  await horizon.read(ask, NO_OFFSET);
  expect(touched).toContain('everything');
  expect(horizon.isFresh).toBe(true);
});

test('an instant that comes with a change is fired, also where no reading succeeds, and is kept once', async () => {
  await read();
  const change = [comes(2 * SECOND, 'by a change')];
  for (let i = 0; i < 3; i++) horizon.add(change);
  await expect(horizon.read(failing, NO_OFFSET)).rejects.toThrow();
  expect(firedAfter(2 * SECOND)).toEqual(['by a change']);
});

test('a reading anew has the keys that instants have now, and does not forget one that may be coming', async () => {
  listings = [comes(3, 'now'), comes(5 * SECOND, 'tag:old')];
  await read();
  pass(4);
  listings = [comes(5 * SECOND, 'tag:new')];
  await read(NO_OFFSET, true);
  expect(firedAfter(0)).toEqual(['now']);
  expect(firedAfter(2 * ERROR)).toEqual(['now']);
  expect(firedAfter(5 * SECOND)).toEqual(['tag:new']);
});

describe('where more begins or ends than is read at once', () => {
  test('the horizon ends before the last instant that was read, and is read on at once', async () => {
    listings = Array.from({ length: 2500 }, (_, i) => comes((i + 1) * 10, String(i)));
    await read();
    expect([horizon.isFresh, horizon.isDue]).toEqual([true, true]);
    // Of 1,000 listings the last may be one of several.
    pass(9_980);
    expect(horizon.isFresh).toBe(true);
    pass(10);
    expect(horizon.isFresh).toBe(false);
  });

  test('every instant is fired once all have been read', async () => {
    listings = Array.from({ length: 2500 }, (_, i) => comes(SECOND + i * 10, String(i)));
    while (horizon.isDue) await read();
    expect(starts).toHaveLength(3);
    expect(new Set(firedAfter(26 * SECOND)).size).toBe(2500);
    expect(horizon.isFresh).toBe(true);
  });

  test('an instant of too many listings touches everything, and the next reading begins after it', async () => {
    const midnight = comes(2 * SECOND, 'one of many');
    listings = [...Array.from({ length: 3000 }, () => midnight), comes(3 * SECOND, 'later')];
    while (horizon.isDue) await read();
    expect(starts).toEqual([0, midnight.at]);
    expect(firedAfter(SECOND)).toEqual([]);
    expect(firedAfter(SECOND)).toEqual(['everything']);
    expect(firedAfter(SECOND)).toEqual(['everything', 'later']);
  });

  test('no more instants are kept than 5,000, and none of the others is missed', async () => {
    listings = Array.from({ length: 7000 }, (_, i) => comes(SECOND + i * 10, String(i)));
    while (horizon.isDue) await read();
    expect(horizon['instants']).toHaveLength(5000);
    const fired = new Set<string>();
    for (let i = 0; i < 20; i++) {
      for (const key of firedAfter(5 * SECOND)) fired.add(key);
      expect(horizon.isFresh).toBe(true);
      while (horizon.isDue) await read();
    }
    expect(fired.size).toBe(7000);
  });
});

test('after the clock of the database was set back nothing is served until it was read anew', async () => {
  listings = [comes(2 * SECOND, 'again')];
  await read();
  expect(firedAfter(3 * SECOND)).toEqual(['again']);
  clock -= 2 * SECOND;
  await read();
  expect(horizon.isFresh).toBe(false);
  await horizon.read(ask, NO_OFFSET);
  expect(touched).toContain('everything');
  expect(horizon.isFresh).toBe(true);
  expect(firedAfter(0)).toEqual([]);
  expect(firedAfter(SECOND)).toEqual(['again']);
});

test('an instant that has come is fired for as long as it is to come by the clock of a replica', async () => {
  listings = [comes(-300, 'behind'), comes(SECOND, 'to come')];
  await read({ ahead: 0, behind: 500 });
  expect(firedAfter(0)).toEqual(['behind']);
  expect(firedAfter(100)).toEqual(['behind']);
  expect(firedAfter(200)).toEqual(['behind']);
  expect(firedAfter(0)).toEqual([]);
  expect(firedAfter(700)).toEqual(['to come']);
  expect(firedAfter(450)).toEqual(['to come']);
  expect(firedAfter(100)).toEqual(['to come']);
  expect(firedAfter(0)).toEqual([]);
});
