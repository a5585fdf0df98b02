// Converts between instants and the clock of a time zone. A clock time is usually one instant, two where the clock goes back, and
// none where it goes forward.
import { CalendarDateTime, fromDate, parseDate, parseTime } from '@internationalized/date';

/** The values of a date and a time field: `2026-11-25` and `06:00`; '' where they are empty. */
export interface ClockTime {
  readonly date: string;
  readonly time: string;
}

export type InstantsOf =
  | { readonly is: 'incomplete' }
  | { readonly is: 'one'; readonly at: string }
  /** The clock goes back: it shows that time twice. */
  | { readonly is: 'twice'; readonly earlier: string; readonly later: string }
  /** The clock goes forward over it. The instants on either side, as far from the change. */
  | { readonly is: 'never'; readonly earlier: string; readonly later: string };

/** Which instants, in UTC, a time of a zone's clock is. */
export function instantsOf({ date, time }: ClockTime, zone: string): InstantsOf {
  const clock = parsed(date, time);
  if (clock === undefined) return { is: 'incomplete' };
  const [earlier, later] = (['earlier', 'later'] as const).map((which) =>
    clock.toDate(zone, which).toISOString(),
  ) as [string, string];
  if (earlier === later) return { is: 'one', at: earlier };
  const shown = clockTimeOf(earlier, zone);
  return { is: shown.date === date && shown.time === time ? 'twice' : 'never', earlier, later };
}

/** What the clock of a zone shows at an instant, to the minute. */
export function clockTimeOf(at: string | Date, zone: string): ClockTime {
  const { year, month, day, hour, minute } = fromDate(new Date(at), zone);
  return { date: [pad(year, 4), pad(month), pad(day)].join('-'), time: `${pad(hour)}:${pad(minute)}` };
}

const MORNING = '06:00';

/** The next day at 06:00: the default start. */
export function nextMorning(now: Date, zone: string): ClockTime {
  return { date: fromDate(now, zone).add({ days: 1 }).toString().slice(0, 10), time: MORNING };
}

/** The same clock time a week later: the default end. */
export function weekAfter({ date, time }: ClockTime): ClockTime {
  const day = parsed(date, time);
  return day === undefined ? { date, time } : { date: day.add({ weeks: 1 }).toString().slice(0, 10), time };
}

/** Where a clock time is not one instant: which of the two was chosen. */
export type Which = 'earlier' | 'later';

/** @returns undefined where the value is incomplete, or ambiguous and not chosen */
export function instantOf(instants: InstantsOf, which: Which | undefined): string | undefined {
  if (instants.is === 'incomplete') return undefined;
  if (instants.is === 'one') return instants.at;
  return which === undefined ? undefined : instants[which];
}

function parsed(date: string, time: string): CalendarDateTime | undefined {
  try {
    const { year, month, day } = parseDate(date);
    const { hour, minute } = parseTime(time);
    return new CalendarDateTime(year, month, day, hour, minute);
  } catch {
    return undefined;
  }
}

const pad = (value: number, length = 2) => String(value).padStart(length, '0');
