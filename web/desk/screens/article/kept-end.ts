// The end that a publication keeps where nobody gives another: the same rule as the desk API's.

interface Period {
  readonly liveFrom: string;
  readonly liveUntil?: string | null;
}

interface Publications {
  readonly live?: Period | null;
  readonly scheduled?: Period | null;
}

/** The end that what is live was given itself; undefined where a schedule cuts it short, so that only the API knows it. */
export function ownEnd({ live, scheduled }: Publications): string | null | undefined {
  if (!live) return null;
  return scheduled && live.liveUntil === scheduled.liveFrom ? undefined : (live.liveUntil ?? null);
}

/**
 * @param at when it is to go live; undefined: now
 * @returns null: it has no end; undefined where only the API knows
 */
export function keptEnd(publications: Publications, at?: string): string | null | undefined {
  if (at !== undefined && publications.scheduled) return publications.scheduled.liveUntil ?? null;
  const end = ownEnd(publications);
  return typeof end === 'string' && at !== undefined && end <= at ? null : end;
}
