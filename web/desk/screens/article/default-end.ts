// The end of a publication where none is given: the same rule as the desk API's.

interface Period {
  readonly liveFrom: string;
  readonly liveUntil?: string | null;
}

interface Publications {
  readonly live?: Period | null;
  readonly scheduled?: Period | null;
}

/** The end of the live publication; undefined where a schedule replaces it before, since then only the API knows its end. */
export function ownEnd({ live, scheduled }: Publications): string | null | undefined {
  if (!live) return null;
  return scheduled && live.liveUntil === scheduled.liveFrom ? undefined : (live.liveUntil ?? null);
}

/**
 * @param at when it is to go live; undefined: now
 * @returns null: it has no end; undefined where only the API knows
 */
export function defaultEnd(publications: Publications, at?: string): string | null | undefined {
  if (at !== undefined && publications.scheduled) return publications.scheduled.liveUntil ?? null;
  const end = ownEnd(publications);
  return typeof end === 'string' && at !== undefined && end <= at ? null : end;
}
