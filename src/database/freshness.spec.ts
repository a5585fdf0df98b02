import { jest } from '@jest/globals';
import { Freshness } from './freshness.js';

const MAX_STALE_MS = 10_000;
/** What is promised of a change that a server does not hear of. */
const PROMISED_MS = 2_000;

let freshness: Freshness;
beforeEach(() => {
  jest.useFakeTimers();
  freshness = new Freshness(MAX_STALE_MS);
  freshness.renew(performance.now());
});
afterEach(() => void jest.useRealTimers());

test('without another answer of the database, cached responses stop being current within the two seconds that are promised', () => {
  expect(freshness.isCurrent).toBe(true);
  jest.advanceTimersByTime(PROMISED_MS);
  expect(freshness.isCurrent).toBe(false);
});

test('an answer makes them current from when it was asked for, and not from when it came', () => {
  const askedAt = performance.now();
  jest.advanceTimersByTime(PROMISED_MS);
  freshness.renew(askedAt);
  expect(freshness.isCurrent).toBe(false);
});

test('a connection that is lost makes them no longer current at once', () => {
  freshness.note('lost');
  expect(freshness.isCurrent).toBe(false);
});

test('they may be served stale only while the database cannot be reached, and until the limit', () => {
  freshness.note('answering');
  expect(freshness.staleMs).toBeUndefined();
  freshness.note('away');
  jest.advanceTimersByTime(MAX_STALE_MS - 1);
  expect(freshness.staleMs).toBe(MAX_STALE_MS - 1);
  jest.advanceTimersByTime(1);
  expect(freshness.staleMs).toBeUndefined();
});

test('after endNow they are neither current nor served stale', () => {
  freshness.endNow();
  freshness.note('away');
  expect([freshness.isCurrent, freshness.staleMs]).toEqual([false, undefined]);
});

test('a request waits while the connection is lost, until it is known whether the database can be reached', async () => {
  freshness.note('lost');
  let isSettled = false;
  const settled = freshness.settled().then(() => (isSettled = true));
  await jest.advanceTimersByTimeAsync(1_000);
  expect(isSettled).toBe(false);
  freshness.note('away');
  await settled;
});
