// The newsroom's time zone and clock: the server's. This machine only counts the time that has passed since a response, which is
// wrong after it has slept.
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { request } from '../api/request.js';
import { FrameDocument, type FrameQuery } from '../generated/operations.js';
import {
  cityOf,
  dateOf,
  dayWordOf,
  fullMomentOf,
  lapseOf,
  momentOf,
  spanOf,
  timeOf,
  viewersZone,
} from '../words/format.js';

const FRAME_REFETCH_MS = 60_000;

/** Each response also sets the clock. */
export const frameQuery = queryOptions({
  queryKey: ['frame'],
  queryFn: async ({ signal }) => {
    const data = await request(FrameDocument, {}, { signal });
    setServerTime(data.newsroom.now);
    return data;
  },
  refetchInterval: FRAME_REFETCH_MS,
  staleTime: 30_000,
});

/** The server's clock less performance.now(), in milliseconds. */
let serverEpoch = Date.now() - performance.now();

function setServerTime(now: string): void {
  serverEpoch = Date.parse(now) - performance.now();
  updateTick();
}

/** Now, by the server's clock. */
export const serverNow = (): Date => new Date(serverEpoch + performance.now());

const TICK_MS = 20_000;
let tick = serverNow();
const listeners = new Set<() => void>();

function updateTick(): void {
  tick = serverNow();
  for (const listener of listeners) listener();
}

setInterval(updateTick, TICK_MS);

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The server's time, updated every TICK_MS. */
export const useNow = (): Date => useSyncExternalStore(subscribe, () => tick);

export type Newsroom = FrameQuery['newsroom'];

const UNKNOWN: Newsroom = {
  timeZone: 'UTC',
  now: new Date(0).toISOString(),
  siteUrl: null,
  hasSitePreview: false,
  fourEyes: true,
};

/** The route's loader has fetched it before a screen is rendered. */
export const useNewsroom = (): Newsroom => useQuery(frameQuery).data?.newsroom ?? UNKNOWN;

/** Formats instants in the newsroom's zone, relative to now. */
export function useTimes() {
  const { timeZone: zone } = useNewsroom();
  const now = useNow();
  return {
    now,
    zone,
    /** Almaty */
    city: cityOf(zone),
    /** undefined where the viewer's zone has the same time */
    viewersZone: timeOf(now, viewersZone()) === timeOf(now, zone) ? undefined : viewersZone(),
    /** today at 14:40 */
    moment: (at: string) => momentOf(at, now, zone),
    /** today, Sunday, 9 November */
    day: (at: string) => dayWordOf(at, now, zone),
    /** 9 November */
    date: (at: string) => dateOf(at, now, zone),
    /** 14:40 */
    time: (at: string) => timeOf(at, zone),
    /** Tuesday 24 November 2026, 14:40 */
    full: (at: string) => fullMomentOf(at, zone),
    /** How long ago: 1 d 4 h */
    age: (at: string) => lapseOf(now.getTime() - Date.parse(at)),
    /** How long until then: 3 h 20 min */
    until: (at: string) => spanOf(Date.parse(at) - now.getTime()),
  };
}
