import { expect, test } from '@jest/globals';
import type { HistoryEventFragment } from '../../generated/operations.js';
import { comparedOf, inOrder, timelineOf } from './timeline.js';

const ZONE = 'Asia/Almaty';
const [NINO, DANIYAR] = [
  { id: 'usr_nino', name: 'Nino' },
  { id: 'usr_daniyar', name: 'Daniyar' },
];

const event = (name: string, at: string, number: number, by: HistoryEventFragment['by'] = DANIYAR) =>
  ({
    id: `evt_${at}`,
    name,
    to: 'DRAFT',
    at,
    by,
    note: null,
    override: null,
    liveFrom: null,
    liveUntil: null,
    ownersAdded: [],
    ownersRemoved: [],
    revision: { id: `rev_${number}`, number },
  }) satisfies HistoryEventFragment;

const shownOf = (days: ReturnType<typeof timelineOf>) =>
  days.map(({ day, entries }) => [
    day,
    ...entries.map(
      ({ event, folded }) => `${event.name} ${[event, ...folded].map(({ revision }) => revision.number)}`,
    ),
  ]);

test('consecutive saves of one person on one day are folded into the latest', () => {
  const events = [
    event('EDIT', '2026-11-24T07:40:00Z', 7),
    event('EDIT', '2026-11-24T06:20:00Z', 6, NINO),
    event('EDIT', '2026-11-23T20:00:00Z', 5),
    event('EDIT', '2026-11-23T19:30:00Z', 4),
    event('EDIT', '2026-11-23T18:30:00Z', 3),
    event('SUBMIT', '2026-11-23T18:00:00Z', 2),
    event('EDIT', '2026-11-23T17:30:00Z', 2),
    event('CREATE', '2026-11-23T17:00:00Z', 1),
  ];
  expect(shownOf(timelineOf(events, [], ZONE))).toEqual([
    ['2026-11-24', 'EDIT 7', 'EDIT 6', 'EDIT 5,4'],
    ['2026-11-23', 'EDIT 3', 'SUBMIT 2', 'EDIT 2', 'CREATE 1'],
  ]);
});

test('an entry is live while a publication runs, from its beginning and until before its end', () => {
  const events = [
    event('UNPUBLISH', '2026-11-24T10:00:00Z', 1),
    event('EDIT', '2026-11-24T09:00:00Z', 2),
    event('PUBLISH', '2026-11-24T08:00:00Z', 1),
    event('APPROVE', '2026-11-24T07:00:00Z', 1),
  ];
  const periods = [{ liveFrom: '2026-11-24T08:00:00Z', liveUntil: '2026-11-24T10:00:00Z' }];
  const [today] = timelineOf(events, periods, ZONE);
  expect(today?.entries.map(({ isLive }) => isLive)).toEqual([false, true, true, false]);
});

test('a schedule that was cancelled before it began was never live', () => {
  const events = [event('UNSCHEDULE', '2026-11-24T08:00:00Z', 1)];
  const periods = [{ liveFrom: '2026-11-24T08:00:00Z', liveUntil: '2026-11-24T08:00:00Z' }];
  expect(timelineOf(events, periods, ZONE)[0]?.entries[0]?.isLive).toBe(false);
});

test('the working copy is compared with what is live, else with the revision before it', () => {
  expect(comparedOf({}, 7, 4)).toEqual({ from: 4, to: 7 });
  expect(comparedOf({}, 7, 7)).toEqual({ from: 6, to: 7 });
  expect(comparedOf({}, 1, undefined)).toEqual({ from: 1, to: 1 });
  expect(comparedOf({ from: 2, to: 5 }, 7, 4)).toEqual({ from: 2, to: 5 });
});

test('two revisions are compared from the older to the newer, however they were chosen', () => {
  expect(inOrder(7, 4)).toEqual({ from: 4, to: 7 });
});
