// Calculates the days of the calendar in the newsroom's zone. Weeks begin on Monday.
import {
  CalendarDate,
  fromAbsolute,
  parseDate,
  toCalendarDate,
  toCalendarDateTime,
  toTime,
  toZoned,
} from '@internationalized/date';

export const VIEWS = ['month', 'week', 'list'] as const;
export type View = (typeof VIEWS)[number];

export interface Span {
  readonly first: CalendarDate;
  readonly days: number;
}

const WEEK = 7;
const LIST_WEEKS = 4;

/** The civil day of an instant. */
export const dayAt = (at: Date | string, zone: string): CalendarDate =>
  toCalendarDate(fromAbsolute(new Date(at).getTime(), zone));

/** @returns undefined for an invalid date, such as 2026-02-30 */
export function parseDay(text: string | undefined): CalendarDate | undefined {
  try {
    return text === undefined ? undefined : parseDate(text);
  } catch {
    return undefined;
  }
}

/** 0 for Monday */
const weekday = (day: CalendarDate): number => (day.toDate('UTC').getUTCDay() + WEEK - 1) % WEEK;

export const mondayOf = (day: CalendarDate): CalendarDate => day.subtract({ days: weekday(day) });

const daysBetween = (from: CalendarDate, to: CalendarDate): number => to.compare(from);

/** The days that a view shows: the whole weeks of a month, a week, or four weeks as a list. */
export function spanOf(view: View, day: CalendarDate): Span {
  if (view !== 'month') return { first: mondayOf(day), days: view === 'week' ? WEEK : WEEK * LIST_WEEKS };
  const first = mondayOf(day.set({ day: 1 }));
  const nextMonth = day.set({ day: 1 }).add({ months: 1 });
  return { first, days: Math.ceil(daysBetween(first, nextMonth) / WEEK) * WEEK };
}

export const daysOf = ({ first, days }: Span): readonly CalendarDate[] =>
  Array.from({ length: days }, (_, days) => first.add({ days }));

export const weeksOf = (span: Span): readonly (readonly CalendarDate[])[] =>
  Array.from({ length: span.days / WEEK }, (_, weeks) =>
    daysOf({ first: span.first.add({ weeks }), days: WEEK }),
  );

/** The first instant of a day: midnight, or where the clock skips that, the instant after it. */
const beginOf = (day: CalendarDate, zone: string): string => toZoned(day, zone).toAbsoluteString();

/** [from, to) */
export const instantsOf = ({ first, days }: Span, zone: string): { from: string; to: string } => ({
  from: beginOf(first, zone),
  to: beginOf(first.add({ days }), zone),
});

/** A day of the view's previous or next span. */
export function stepFrom(view: View, day: CalendarDate, by: -1 | 1): CalendarDate {
  if (view === 'month') return day.set({ day: 1 }).add({ months: by });
  return mondayOf(day).add({ weeks: view === 'week' ? by : by * LIST_WEEKS });
}

/** The same time of day on another day. Where the clock skips that hour, as much later as it skips. */
export function movedToDay(at: string, day: CalendarDate, zone: string): string {
  const time = toTime(fromAbsolute(Date.parse(at), zone));
  return toZoned(toCalendarDateTime(day, time), zone).toAbsoluteString();
}

/** For Intl, with the zone UTC. */
export const utcOf = (day: CalendarDate): Date => day.toDate('UTC');
