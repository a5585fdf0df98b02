// The calendar's search parameters and query.
import { queryOptions } from '@tanstack/react-query';
import { queryClient } from '../../api/query-client.js';
import { request } from '../../api/request.js';
import { frameQuery, serverNow } from '../../frame/newsroom.js';
import { CalendarDocument, type CalendarItemFragment } from '../../generated/operations.js';
import { dayAt, instantsOf, parseDay, spanOf, VIEWS, type Span, type View } from './days.js';

export interface CalendarSearch {
  readonly view?: View;
  /** A day within what is shown: 2026-11-24. Absent: today. */
  readonly date?: string;
}

export function parseCalendarSearch({ view, date }: Record<string, unknown>): CalendarSearch {
  const day = typeof date === 'string' ? parseDay(date) : undefined;
  return { view: VIEWS.find((name) => name === view), date: day?.toString() };
}

/** Below this width a month's columns are too narrow to read. */
export const NARROW = matchMedia('(max-width: 47.99rem)');

export const viewOf = ({ view }: CalendarSearch): View => view ?? (NARROW.matches ? 'list' : 'month');

export const dayOfSearch = ({ date }: CalendarSearch, now: Date, zone: string) =>
  parseDay(date) ?? dayAt(now, zone);

/** Further pages are left out, and the screen says so. */
const MAX_PAGES = 10;

interface CalendarEntries {
  readonly entries: readonly CalendarItemFragment[];
  readonly isCut: boolean;
}

export function calendarQuery(span: Span, zone: string) {
  const { from, to } = instantsOf(span, zone);
  return queryOptions({
    queryKey: ['calendar', from, to],
    queryFn: async ({ signal }): Promise<CalendarEntries> => {
      const entries: CalendarItemFragment[] = [];
      let after: string | null | undefined;
      for (let page = 0; page < MAX_PAGES; page += 1) {
        const { calendar } = await request(CalendarDocument, { from, to, after }, { signal });
        entries.push(...calendar.nodes);
        if (!calendar.pageInfo.hasNextPage) return { entries, isCut: false };
        after = calendar.pageInfo.endCursor;
      }
      return { entries, isCut: true };
    },
  });
}

export function entriesByDay(
  entries: readonly CalendarItemFragment[],
  zone: string,
): ReadonlyMap<string, readonly CalendarItemFragment[]> {
  const byDay = new Map<string, CalendarItemFragment[]>();
  for (const entry of entries) {
    const day = dayAt(entry.at, zone).toString();
    byDay.set(day, [...(byDay.get(day) ?? []), entry]);
  }
  return byDay;
}

/** Waits for the newsroom's zone, which the days depend on, but not for the entries. */
export async function loadCalendar(search: CalendarSearch): Promise<void> {
  const { newsroom } = await queryClient.ensureQueryData(frameQuery);
  const day = dayOfSearch(search, serverNow(), newsroom.timeZone);
  void queryClient.prefetchQuery(calendarQuery(spanOf(viewOf(search), day), newsroom.timeZone));
}
