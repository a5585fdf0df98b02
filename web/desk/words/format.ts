// Numbers, dates and plurals, by Intl. Times are the newsroom's: every function that shows one takes its zone.

export const LOCALE = 'en-GB';

const plurals = new Intl.PluralRules(LOCALE);
const integers = new Intl.NumberFormat(LOCALE);
const lists = new Intl.ListFormat(LOCALE, { type: 'conjunction' });
const choices = new Intl.ListFormat(LOCALE, { type: 'disjunction' });

export const number = (value: number): string => integers.format(value);

/** `{ one: '# word', other: '# words' }`, with the number for `#`. */
export const plural = (count: number, forms: { readonly one: string; readonly other: string }): string =>
  (plurals.select(count) === 'one' ? forms.one : forms.other).replace('#', number(count));

export const listOf = (items: readonly string[]): string => lists.format(items);
export const choiceOf = (items: readonly string[]): string => choices.format(items);

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([zone, options]);
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(LOCALE, { ...options, ...(zone !== undefined && { timeZone: zone }) });
  formats.set(key, made);
  return made;
}

const formatted = (
  at: Date | string,
  zone: string | undefined,
  options: Intl.DateTimeFormatOptions,
): string => formatOf(zone, options).format(new Date(at));

/** 14:40 */
export const timeOf = (at: Date | string, zone?: string): string =>
  formatted(at, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** 24 November; with the year where it is not this one */
export function dateOf(at: Date | string, now: Date, zone: string): string {
  const isThisYear = formatted(at, zone, { year: 'numeric' }) === formatted(now, zone, { year: 'numeric' });
  return formatted(at, zone, { day: 'numeric', month: 'long', ...(!isThisYear && { year: 'numeric' }) });
}

/** Tuesday 24 November */
export const longDateOf = (at: Date | string, zone: string): string =>
  formatted(at, zone, { weekday: 'long', day: 'numeric', month: 'long' });

/** Tuesday 24 November 2026, 14:40 */
export const fullMomentOf = (at: Date | string, zone: string): string =>
  `${formatted(at, zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })}, ${timeOf(at, zone)}`;

/** The civil day in a zone, for comparing days: 2026-11-24 */
export const dayOf = (at: Date | string, zone: string): string =>
  formatOf(zone, { year: 'numeric', month: '2-digit', day: '2-digit' })
    .formatToParts(new Date(at))
    .reduceRight((day, { type, value }) => (type === 'literal' ? day : `${day}${day && '-'}${value}`), '');

const DAY_MS = 86_400_000;

/** Whole civil days from `now` to `at`: -1 yesterday, 0 today, 1 tomorrow */
export const daysFrom = (now: Date, at: Date | string, zone: string): number =>
  (Date.parse(dayOf(at, zone)) - Date.parse(dayOf(now, zone))) / DAY_MS;

const weekdays = (at: Date | string, zone: string): string => formatted(at, zone, { weekday: 'long' });

/** today at 14:40, yesterday at 17:05, tomorrow at 06:00, Sunday at 14:10, 9 November at 08:00 */
export function momentOf(at: Date | string, now: Date, zone: string): string {
  return `${dayWordOf(at, now, zone)} at ${timeOf(at, zone)}`;
}

/** today, yesterday, tomorrow, Sunday, 9 November */
export function dayWordOf(at: Date | string, now: Date, zone: string): string {
  const days = daysFrom(now, at, zone);
  if (days === 0) return 'today';
  if (days === -1) return 'yesterday';
  if (days === 1) return 'tomorrow';
  return Math.abs(days) < 7 && days !== 0 ? weekdays(at, zone) : dateOf(at, now, zone);
}

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;
const DAY_MINUTES = 1440;

/** 40 min, 5 h, 1 d 4 h, 12 d: two units at most, the second only beside a small first */
export function lapseOf(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / MINUTE_MS));
  const days = Math.floor(minutes / DAY_MINUTES);
  const hours = Math.floor((minutes % DAY_MINUTES) / HOUR_MINUTES);
  if (days > 1) return `${number(days)} d`;
  if (days === 1) return hours === 0 ? '1 d' : `1 d ${hours} h`;
  if (hours > 0) return `${hours} h`;
  return minutes === 0 ? 'now' : `${minutes} min`;
}

/** 3 h 20 min, 2 d 4 h: exact to the minute below a day */
export function spanOf(milliseconds: number): string {
  const minutes = Math.max(0, Math.round(milliseconds / MINUTE_MS));
  const days = Math.floor(minutes / DAY_MINUTES);
  const hours = Math.floor((minutes % DAY_MINUTES) / HOUR_MINUTES);
  const rest = minutes % HOUR_MINUTES;
  const parts =
    days > 0
      ? [days && `${number(days)} d`, hours && `${hours} h`]
      : [hours && `${hours} h`, rest && `${rest} min`];
  return parts.filter(Boolean).join(' ') || 'less than a minute';
}

/** Almaty, of Asia/Almaty */
export const cityOf = (zone: string): string => zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;

/** UTC+5 */
export const offsetOf = (at: Date | string, zone: string): string =>
  formatOf(zone, { timeZoneName: 'shortOffset' })
    .formatToParts(new Date(at))
    .find(({ type }) => type === 'timeZoneName')
    ?.value.replace('GMT', 'UTC') ?? zone;

export const viewersZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
