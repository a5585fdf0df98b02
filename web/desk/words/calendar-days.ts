// Days by themselves, given as their midnight in UTC.
import { LOCALE } from './format.js';

const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: 'UTC' });

const WEEKDAYS = { long: format({ weekday: 'long' }), short: format({ weekday: 'short' }) };
const NUMBER = format({ day: 'numeric' });
const NUMBER_AND_MONTH = format({ day: 'numeric', month: 'short' });
const MONTH_AND_YEAR = format({ month: 'long', year: 'numeric' });
const MONTH = format({ month: 'long' });
const LONG_DAY = format({ weekday: 'long', day: 'numeric', month: 'long' });
const DAYS = format({ day: 'numeric', month: 'long', year: 'numeric' });

/** Monday, Mon */
export const weekdayOf = (day: Date, length: keyof typeof WEEKDAYS): string => WEEKDAYS[length].format(day);

/** 24, or 1 Nov */
export const dayNumberOf = (day: Date, namesMonth: boolean): string =>
  (namesMonth ? NUMBER_AND_MONTH : NUMBER).format(day);

/** November 2026 */
export const monthOf = (day: Date): string => MONTH_AND_YEAR.format(day);

/** November */
export const monthNameOf = (day: Date): string => MONTH.format(day);

/** Tuesday 24 November */
export const longDayOf = (day: Date): string => LONG_DAY.format(day);

/** 23–29 November 2026 */
export const daysFromTo = (first: Date, last: Date): string => DAYS.formatRange(first, last);
