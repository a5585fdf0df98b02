// Publications as periods: what is live or scheduled at an instant, what a transition's effect does to them, and what time
// has done to them. Pure: it says what is to change, and the desk writes it. Periods are half-open, and never overlap.
import type { PublicationEffect, TimedTransition } from './editorial-workflow.js';

export interface Period {
  readonly id: string;
  readonly revisionId: string;
  readonly liveFrom: Date;
  readonly liveUntil: Date | null;
  /** The end it was given itself, before a schedule cut it short. */
  readonly ownUntil: Date | null;
  readonly goLiveRecorded: boolean;
  readonly expireRecorded: boolean;
}

/** What a transition changes, to be written in this order: the schedule that falls, the end that moves, what begins. */
export interface PublicationChange {
  readonly cancelled?: Period;
  readonly ending?: { readonly id: string; readonly liveUntil: Date | null; readonly ownUntil: Date | null };
  readonly beginning?: { readonly liveFrom: Date; readonly liveUntil: Date | null };
}

const isBefore = (end: Date | null, instant: Date) => end !== null && end <= instant;

export const liveAt = <P extends Period>(periods: readonly P[], now: Date): P | undefined =>
  periods.find((period) => period.liveFrom <= now && !isBefore(period.liveUntil, now));

export const scheduledAt = <P extends Period>(periods: readonly P[], now: Date): P | undefined =>
  periods.find((period) => period.liveFrom > now);

export const wasEverLive = (periods: readonly Period[], now: Date): boolean =>
  periods.some((period) => period.liveFrom <= now);

/** The instants of a transition: when it is made, and from when until when its publication is to be live. */
export interface EffectInstants {
  readonly now: Date;
  /** For `schedule`. */
  readonly at?: Date;
  /** For `begin` and `schedule`; none, where absent or null. */
  readonly until?: Date | null;
}

/** What is wrong with the instants that a person gave, a sentence each. Empty where they are acceptable. */
export function instantErrors({ now, at, until }: EffectInstants): { field: string; message: string }[] {
  const begins = at ?? now;
  const errors = [];
  if (begins !== now && begins <= now) errors.push({ field: 'at', message: 'at must be in the future.' });
  if (until != null && until <= begins) {
    const message = at === undefined ? 'until must be in the future.' : 'until must be after at.';
    errors.push({ field: 'until', message });
  }
  return errors;
}

/** What a transition's effect does to an article's periods; nothing, for `none`. */
export function changeOf(
  effect: PublicationEffect,
  periods: readonly Period[],
  { now, at = now, until = null }: EffectInstants,
): PublicationChange {
  switch (effect) {
    case 'begin':
      return publishing(periods, now, until);
    case 'schedule':
      return scheduling(periods, now, at, until);
    case 'cancel':
      return unscheduling(periods, now);
    case 'end':
      return unpublishing(periods, now);
    case 'none':
      return {};
  }
}

/** The revision that is taken down or is not to come; undefined where the effect is about the working copy. */
export function revisionOf(
  effect: PublicationEffect,
  periods: readonly Period[],
  now: Date,
): string | undefined {
  if (effect === 'end') return liveAt(periods, now)?.revisionId;
  return effect === 'cancel' ? scheduledAt(periods, now)?.revisionId : undefined;
}

/** Live from now on: what was live ends at this instant, what was scheduled is cancelled. */
export function publishing(periods: readonly Period[], now: Date, until: Date | null): PublicationChange {
  return {
    ...unpublishing(periods, now),
    cancelled: scheduledAt(periods, now),
    beginning: { liveFrom: now, liveUntil: until },
  };
}

/** Live from `at` on: it replaces what was scheduled, and what is live stays so until then at the longest. */
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
      liveUntil: isBefore(live.ownUntil, at) ? live.ownUntil : at,
    },
    beginning: { liveFrom: at, liveUntil: until },
  };
}

/** What was scheduled is cancelled; what is live gets back the end it had before. */
export function unscheduling(periods: readonly Period[], now: Date): PublicationChange {
  const live = liveAt(periods, now);
  return {
    cancelled: scheduledAt(periods, now),
    ending: live && { id: live.id, ownUntil: live.ownUntil, liveUntil: live.ownUntil },
  };
}

/** What is live ends at this instant; what is scheduled stays. */
export function unpublishing(periods: readonly Period[], now: Date): PublicationChange {
  const live = liveAt(periods, now);
  return { ending: live && { id: live.id, liveUntil: now, ownUntil: now } };
}

export interface DueTransition {
  readonly name: TimedTransition;
  readonly periodId: string;
  readonly revisionId: string;
  readonly at: Date;
}

/** What time has done and nobody has recorded, in the order in which it happened. */
export function dueTransitions(periods: readonly Period[], now: Date): DueTransition[] {
  const begun = periods
    .filter((period) => !period.goLiveRecorded && period.liveFrom <= now)
    .map((period) => due('GO_LIVE', period, period.liveFrom));
  const ended = periods
    .filter(
      (period) => !period.expireRecorded && isBefore(period.liveUntil, now) && !isReplaced(period, periods),
    )
    .map((period) => due('EXPIRE', period, period.liveUntil as Date));
  return [...ended, ...begun].sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** A period that another takes over from at the same instant did not expire. */
const isReplaced = (period: Period, periods: readonly Period[]) =>
  periods.some((other) => other.id !== period.id && other.liveFrom.getTime() === period.liveUntil?.getTime());

const due = (name: TimedTransition, period: Period, at: Date): DueTransition => ({
  name,
  periodId: period.id,
  revisionId: period.revisionId,
  at,
});
