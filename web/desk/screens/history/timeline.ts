// Builds the timeline of an article's events: by day, with consecutive saves of one person folded, and whether it was live.
import type { HistoryEventFragment, HistoryScreenQuery } from '../../generated/operations.js';
import { dayOf } from '../../words/format.js';

type Article = NonNullable<HistoryScreenQuery['article']>;
export type Period = Article['publications']['nodes'][number];

export interface TimelineEntry {
  readonly event: HistoryEventFragment;
  /** Earlier saves of the same person on the same day, with nothing between them; latest first. */
  readonly folded: readonly HistoryEventFragment[];
  /** Whether a publication was live from then on. */
  readonly isLive: boolean;
}

export interface TimelineDay {
  /** 2026-11-24 */
  readonly day: string;
  /** An instant of that day. */
  readonly at: string;
  readonly entries: readonly TimelineEntry[];
}

const isSave = ({ name }: HistoryEventFragment): boolean => name === 'EDIT';

const wasLiveAt = (periods: readonly Period[], at: string): boolean => {
  const instant = Date.parse(at);
  return periods.some(
    ({ liveFrom, liveUntil }) =>
      Date.parse(liveFrom) <= instant && (liveUntil == null || instant < Date.parse(liveUntil)),
  );
};

/** @param events latest first */
export function timelineOf(
  events: readonly HistoryEventFragment[],
  periods: readonly Period[],
  zone: string,
): readonly TimelineDay[] {
  const days: { day: string; at: string; entries: (TimelineEntry & { folded: HistoryEventFragment[] })[] }[] =
    [];
  let latest: HistoryEventFragment | undefined;
  for (const event of events) {
    const day = dayOf(event.at, zone);
    const current = days.at(-1);
    const above = current?.entries.at(-1);
    if (current?.day !== day) {
      days.push({ day, at: event.at, entries: [] });
    }
    const isFolded =
      current?.day === day && latest && isSave(latest) && isSave(event) && latest.by?.id === event.by?.id;
    if (isFolded) above?.folded.push(event);
    else days.at(-1)?.entries.push({ event, folded: [], isLive: wasLiveAt(periods, event.at) });
    latest = event;
  }
  return days;
}

/** The base of a comparison is the older of two. */
export const inOrder = (a: number, b: number): { from: number; to: number } => ({
  from: Math.min(a, b),
  to: Math.max(a, b),
});

interface Compared {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** What to compare where the address names nothing: the working copy with what is live, else with the revision before it. */
export function comparedOf(
  { from, to }: Compared,
  working: number,
  live: number | undefined,
): { from: number; to: number } {
  const end = to ?? working;
  const base = live !== undefined && live !== end ? live : Math.max(1, end - 1);
  return { from: from ?? base, to: end };
}
