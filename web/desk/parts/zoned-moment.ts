// A date and a time as people write them, and the instants that they name in a zone: none where the clock skips that hour,
// two where it has it twice.
import { fromAbsolute, parseDateTime, toTime, toCalendarDate, toZoned } from '@internationalized/date';

export interface WallTime {
  /** 2026-11-24 */
  readonly date: string;
  /** 14:40 */
  readonly time: string;
}

const MINUTE = /^\d{2}:\d{2}/;

export function wallTimeOf(at: Date | string, zone: string): WallTime {
  const zoned = fromAbsolute(new Date(at).getTime(), zone);
  return {
    date: toCalendarDate(zoned).toString(),
    time: MINUTE.exec(toTime(zoned).toString())?.[0] ?? '',
  };
}

/** Earliest first; undefined while the date or the time is incomplete. */
export function instantsOfWallTime({ date, time }: WallTime, zone: string): readonly string[] | undefined {
  if (date === '' || time === '') return undefined;
  try {
    const wall = parseDateTime(`${date}T${time}`);
    const [earlier, later] = [toZoned(wall, zone, 'earlier'), toZoned(wall, zone, 'later')];
    // Around a gap both are other times than the one that was written.
    if (earlier.hour !== wall.hour || earlier.minute !== wall.minute) return [];
    return [...new Set([earlier.toAbsoluteString(), later.toAbsoluteString()])];
  } catch {
    return undefined;
  }
}
