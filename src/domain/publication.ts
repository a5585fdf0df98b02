// Publications as periods: which one is live or scheduled at an instant, what a transition's effect changes, and which
// transitions are due by the clock. These functions are pure: they return the change, and the desk writes it. A period
// includes its start and excludes its end, and an article's periods never overlap.
import type { PublicationEffect, TimedTransition } from './editorial-workflow.js';

export interface Period {
  readonly id: string;
  readonly revisionId: string;
  readonly liveFrom: Date;
  readonly liveUntil: Date | null;
  /** The end that an editor set; `liveUntil` is earlier where a scheduled publication follows. */
  readonly ownUntil: Date | null;
  readonly goLiveRecorded: boolean;
  readonly expireRecorded: boolean;
}

/** What a transition changes, to be written in this order: `cancelled` is deleted, `ending` gets another end, `beginning` is added. */
export interface PublicationChange {
  readonly cancelled?: Period;
  readonly ending?: { readonly id: string; readonly liveUntil: Date | null; readonly ownUntil: Date | null };
  readonly beginning?: { readonly liveFrom: Date; readonly liveUntil: Date | null };
}

const endsBy = (end: Date | null, instant: Date) => end !== null && end <= instant;

export const liveAt = <P extends Period>(periods: readonly P[], now: Date): P | undefined =>
  periods.find((period) => period.liveFrom <= now && !endsBy(period.liveUntil, now));

export const scheduledAt = <P extends Period>(periods: readonly P[], now: Date): P | undefined =>
  periods.find((period) => period.liveFrom > now);

/** The instants of a transition: when it is made, and when its publication begins and ends. */
export interface EffectInstants {
  readonly now: Date;
  /** For `schedule`. */
  readonly at?: Date;
  /** For `begin`, `schedule` and `set-end`. null: without an end; absent: the end that was set before stays. */
  readonly until?: Date | null;
}

/**
 * The end of a publication that begins: the one that is given, else the one that was set before. A publication that replaces
 * another takes over that one's `ownUntil`, not the `liveUntil` that a schedule made earlier.
 */
export function endOf(
  effect: PublicationEffect,
  periods: readonly Period[],
  { now, at = now, until }: EffectInstants,
): Date | null {
  if (until !== undefined) return until;
  const live = liveAt(periods, now)?.ownUntil ?? null;
  if (effect !== 'schedule') return live;
  const scheduled = scheduledAt(periods, now);
  if (scheduled !== undefined) return scheduled.ownUntil;
  return endsBy(live, at) ? null : live;
}

/**
 * What is wrong with the instants of a transition; empty where they are acceptable.
 * @param periods of the article; without them, only the given instants are checked
 */
export function instantErrors(
  effect: PublicationEffect,
  instants: EffectInstants,
  periods: readonly Period[] = [],
): { field: string; message: string }[] {
  const { now, at = now } = instants;
  const until = endOf(effect, periods, instants);
  const begin = effect === 'set-end' ? scheduledAt(periods, now)?.liveFrom : undefined;
  const errors = [];
  if (at !== now && at <= now) errors.push({ field: 'at', message: 'at must be in the future.' });
  if (until !== null && until <= at) {
    const message = at === now ? 'until must be in the future.' : 'until must be after at.';
    const kept = `The end that was set, ${until.toISOString()}, is not after the beginning: give another, or null.`;
    errors.push({ field: 'until', message: instants.until === undefined ? kept : message });
  }
  if (begin !== undefined && until !== null && until >= begin) {
    const message = `until must be before what is scheduled begins, at ${begin.toISOString()}.`;
    errors.push({ field: 'until', message });
  }
  return errors;
}

/** What a transition's effect changes of an article's periods. */
export function changeOf(
  effect: PublicationEffect,
  periods: readonly Period[],
  instants: EffectInstants,
): PublicationChange {
  const { now, at = now } = instants;
  switch (effect) {
    case 'begin':
      return publishing(periods, now, endOf(effect, periods, instants));
    case 'schedule':
      return scheduling(periods, now, at, endOf(effect, periods, instants));
    case 'cancel':
      return unscheduling(periods, now);
    case 'set-end':
      return settingEnd(periods, now, instants.until ?? null);
    case 'end':
      return unpublishing(periods, now);
    case 'none':
      return {};
  }
}

/** The revision whose publication `end`, `set-end` or `cancel` changes; undefined for other effects. */
export function affectedRevisionId(
  effect: PublicationEffect,
  periods: readonly Period[],
  now: Date,
): string | undefined {
  if (effect === 'end' || effect === 'set-end') return liveAt(periods, now)?.revisionId;
  return effect === 'cancel' ? scheduledAt(periods, now)?.revisionId : undefined;
}

/** The new publication is live from now on: the live one ends at this instant, the scheduled one is cancelled. */
export function publishing(periods: readonly Period[], now: Date, until: Date | null): PublicationChange {
  return {
    ...unpublishing(periods, now),
    cancelled: scheduledAt(periods, now),
    beginning: { liveFrom: now, liveUntil: until },
  };
}

/** The new publication is live from `at` on: it replaces the scheduled one, and the live one ends at `at` at the latest. */
export function scheduling(
  periods: readonly Period[],
  now: Date,
  at: Date,
  until: Date | null,
): PublicationChange {
  const live = liveAt(periods, now);
  return {
    cancelled: scheduledAt(periods, now),
    ending: live && {
      id: live.id,
      ownUntil: live.ownUntil,
      liveUntil: endsBy(live.ownUntil, at) ? live.ownUntil : at,
    },
    beginning: { liveFrom: at, liveUntil: until },
  };
}

/** The scheduled publication is cancelled; the live one gets back its own end. */
export function unscheduling(periods: readonly Period[], now: Date): PublicationChange {
  const live = liveAt(periods, now);
  return {
    cancelled: scheduledAt(periods, now),
    ending: live && { id: live.id, ownUntil: live.ownUntil, liveUntil: live.ownUntil },
  };
}

/** The live publication ends at `until`; without an end of its own, when the scheduled one begins. */
export function settingEnd(periods: readonly Period[], now: Date, until: Date | null): PublicationChange {
  const live = liveAt(periods, now);
  const liveUntil = until ?? scheduledAt(periods, now)?.liveFrom ?? null;
  return { ending: live && { id: live.id, liveUntil, ownUntil: until } };
}

/** The live publication ends at this instant; the scheduled one stays. */
export function unpublishing(periods: readonly Period[], now: Date): PublicationChange {
  const live = liveAt(periods, now);
  return { ending: live && { id: live.id, liveUntil: now, ownUntil: now } };
}

export interface DueTransition {
  readonly name: TimedTransition;
  readonly period: Period;
  readonly at: Date;
}

/** The transitions that the clock has made and the history does not have yet, in the order of their instants. */
export function dueTransitions(periods: readonly Period[], now: Date): DueTransition[] {
  const begun = periods
    .filter((period) => !period.goLiveRecorded && period.liveFrom <= now)
    .map((period) => due('GO_LIVE', period, period.liveFrom));
  const ended = periods
    .filter(
      (period) => !period.expireRecorded && endsBy(period.liveUntil, now) && !isReplaced(period, periods),
    )
    .map((period) => due('EXPIRE', period, period.liveUntil as Date));
  return [...ended, ...begun].sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** A period that is followed at once by another did not expire. */
const isReplaced = (period: Period, periods: readonly Period[]) =>
  periods.some((other) => other.id !== period.id && other.liveFrom.getTime() === period.liveUntil?.getTime());

const due = (name: TimedTransition, period: Period, at: Date): DueTransition => ({
  name,
  period,
  at,
});
