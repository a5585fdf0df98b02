// The newsroom's zone and its clock. The server's clock decides; this machine's is used only to count from it.
import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { queryOf } from '../api/query-client.js';
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

export const frameQuery = {
  ...queryOf('frame', FrameDocument, {}),
  refetchInterval: FRAME_REFETCH_MS,
  staleTime: 30_000,
};

/** The server's clock less performance.now(). */
let serverEpoch = Date.now() - performance.now();

/** To be called with every answer that tells the server's time. */
export function setServerTime(now: string): void {
  serverEpoch = Date.parse(now) - performance.now();
}

/** Now, by the server's clock. */
export const serverNow = (): Date => new Date(serverEpoch + performance.now());

const TICK_MS = 20_000;
let tick = serverNow();
const listeners = new Set<() => void>();
setInterval(() => {
  tick = serverNow();
  for (const listener of listeners) listener();
}, TICK_MS);

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The server's time; the component is drawn again as it goes on. */
export const useNow = (): Date => useSyncExternalStore(subscribe, () => tick);

export type Newsroom = FrameQuery['newsroom'];

const UNKNOWN: Newsroom = {
  timeZone: 'UTC',
  now: new Date(0).toISOString(),
  siteUrl: null,
  hasSitePreview: false,
  fourEyes: true,
};

/** Loaded before any screen within the frame is drawn. */
export const useNewsroom = (): Newsroom => useQuery(frameQuery).data?.newsroom ?? UNKNOWN;

/** How times are told: in the newsroom's zone, from now. */
export function useTimes() {
  const { timeZone: zone } = useNewsroom();
  const now = useNow();
  return {
    now,
    zone,
    /** Almaty */
    city: cityOf(zone),
    /** undefined where the viewer's zone tells the same time */
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
