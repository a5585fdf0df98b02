// The instants of the next minutes at which the clock alone changes what readers see. Only those are read after each
// change: all that are to come may be many, where each article has a licence that ends.
import type pg from 'pg';

/** Longer than a cached response may be used without asking: s-maxage and stale-while-revalidate, a minute each. */
const HORIZON_MS = 5 * 60_000;
/** How old a reading may be: this machine's clock drifts from the database's meanwhile. */
const MAX_READING_AGE_MS = 60_000;
/** How far the clocks may drift apart between two readings. */
const CLOCK_ERROR_MS = 5;

/** It comes somewhere between `from` and `to`, on performance.now()'s scale: only the database's clock says when exactly. */
interface Instant {
  readonly at: string;
  readonly from: number;
  readonly to: number;
  readonly keys: readonly string[];
}

/** Milliseconds that the clock of the database that delivery reads may be ahead of the desk's, and behind it. */
export interface ClockOffset {
  readonly ahead: number;
  readonly behind: number;
}

export class InstantHorizon {
  /** The next first. */
  private instants: readonly Instant[] = [];
  private readAt = -Infinity;
  private end = -Infinity;
  private readingCount = 0;

  /** @param notify of the keys that an instant touches, or that any may have come */
  constructor(private readonly notify: (touched: readonly string[] | 'everything') => void) {}

  /** Whether the instants that are known are all that may come now. While false, no cached response may be served. */
  get isFresh(): boolean {
    return performance.now() - this.readAt < MAX_READING_AGE_MS;
  }

  /** How often the instants have been read: after each reading, `next` may answer differently. */
  get readings(): number {
    return this.readingCount;
  }

  /** To be called where a change may have brought instants that could not be read. */
  invalidate(): void {
    this.readAt = -Infinity;
  }

  /**
   * Until when the clock touches none of these keys, on performance.now()'s scale: the next instant that does, or as far
   * as instants are known.
   */
  next(keys: readonly string[]): number {
    return this.instants.find((instant) => instant.keys.some((key) => keys.includes(key)))?.from ?? this.end;
  }

  /** Notifies of the instants that have come, and again of those that may come at any moment. */
  fireDue(): void {
    const now = performance.now();
    if (this.instants[0] === undefined || this.instants[0].from > now) return;
    for (const { from, keys } of this.instants) if (from <= now) this.notify(keys);
    this.instants = this.instants.filter(({ to }) => to > now);
  }

  /** Throws what pg throws, and then leaves all as it was. */
  async read(session: pg.Client, { ahead, behind }: ClockOffset): Promise<void> {
    const askedAt = performance.now();
    const { rows } = await session.query<{ at: string; milliseconds: number; keys: string[] }>(
      `SELECT at::text, (extract(epoch FROM at - clock_timestamp()) * 1000)::float8 AS milliseconds, keys
       FROM delivery.instants_within(make_interval(secs => $1)) instant ORDER BY instant.at`,
      [HORIZON_MS / 1000],
    );
    const latest = performance.now() + CLOCK_ERROR_MS;
    // Some may have come while nobody knew of them.
    if (!this.isFresh) this.notify('everything');
    const coming = new Set(rows.map(({ at }) => at));
    // What is not in the new list has come, or was taken back, and must not be lost with the old.
    const gone = this.instants.filter(({ at }) => !coming.has(at));
    for (const { keys } of gone) this.notify(keys);
    this.instants = [
      // To a replica it may still be to come.
      ...gone.filter(({ from, to }) => from <= askedAt && to > askedAt),
      ...rows.map(({ at, milliseconds, keys }) => ({
        at,
        from: askedAt - CLOCK_ERROR_MS + milliseconds - ahead,
        to: latest + milliseconds + behind,
        keys,
      })),
    ];
    this.readAt = askedAt;
    this.end = askedAt - CLOCK_ERROR_MS + HORIZON_MS - ahead;
    this.readingCount += 1;
  }
}
