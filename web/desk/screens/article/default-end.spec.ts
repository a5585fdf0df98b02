import { expect, test } from '@jest/globals';
import { defaultEnd, ownEnd } from './default-end.js';

const [ten, noon, two, four] = [10, 12, 14, 16].map((hour) => `2026-11-24T${hour}:00:00.000Z`) as [
  string,
  string,
  string,
  string,
];

test('what is published now keeps the end of what was live', () => {
  expect(defaultEnd({ live: { liveFrom: ten, liveUntil: two } })).toBe(two);
  expect(defaultEnd({ live: { liveFrom: ten, liveUntil: null } })).toBeNull();
  expect(defaultEnd({})).toBeNull();
});

test('the end that a schedule cut short is the API’s to know', () => {
  const publications = { live: { liveFrom: ten, liveUntil: two }, scheduled: { liveFrom: two } };
  expect(defaultEnd(publications)).toBeUndefined();
  expect(ownEnd(publications)).toBeUndefined();
});

test('what is scheduled again keeps the end that it had', () => {
  const scheduled = { liveFrom: noon, liveUntil: four };
  expect(defaultEnd({ live: { liveFrom: ten, liveUntil: noon }, scheduled }, two)).toBe(four);
});

test('what is scheduled keeps the end of what is live only where that lies after its beginning', () => {
  const live = { liveFrom: ten, liveUntil: two };
  expect(defaultEnd({ live }, noon)).toBe(two);
  expect(defaultEnd({ live }, two)).toBeNull();
  expect(defaultEnd({ live }, four)).toBeNull();
});
