// The instants of the next minutes at which the clock alone changes what readers see. Only those are read after each
// change: all that are to come may be many, where each article has a licence that ends.

/** At least. What is kept is served that long where no later reading comes about. */
const MIN_HORIZON_MS = 5 * 60_000;
/** Between the last reading before PostgreSQL cannot be reached, and the end of what may be served stale. */
const SPARE_MS = 60_000;
/** How exactly the database's clock is compared with this machine's. */
const CLOCK_ERROR_MS = 5;
/** How far one clock may get ahead of the other, for each millisecond: kernels slew a clock no faster. */
const MAX_DRIFT = 0.0005;

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

/** The rows of one statement. */
export type Ask = <Row extends object>(text: string, values?: unknown[]) => Promise<Row[]>;

export class InstantHorizon {
  /** The next first. */
  private instants: readonly Instant[] = [];
  private readAt = -Infinity;
  private end = -Infinity;
  private readonly horizonMs: number;

  /** @param notify of the keys that an instant touches, or that any may have come */
  constructor(
    private readonly notify: (touched: readonly string[] | 'everything') => void,
    maxStaleMs: number,
  ) {
    this.horizonMs = Math.max(MIN_HORIZON_MS, maxStaleMs + SPARE_MS);
  }

  /** Whether the instants that are known are all that may come now. While false, no cached response may be served. */
  get isFresh(): boolean {
    return performance.now() < this.end;
  }

  /** How long ago it was read; Infinity where it has to be read again. */
  get ageMs(): number {
    return performance.now() - this.readAt;
  }

  /** To be called where a change may have brought instants that could not be read. */
  invalidate(): void {
    this.readAt = -Infinity;
    this.end = -Infinity;
  }

  /** Notifies of the instants that have come, and again of those that may come at any moment. */
  fireDue(): void {
    const now = performance.now();
    if (this.instants[0] === undefined || this.instants[0].from > now) return;
    for (const { from, keys } of this.instants) if (from <= now) this.notify(keys);
    this.instants = this.instants.filter(({ to }) => to > now);
  }

  /** Throws what `ask` throws, and then leaves all as it was. */
  async read(ask: Ask, { ahead, behind }: ClockOffset): Promise<void> {
    const askedAt = performance.now();
    const rows = await ask<{ at: string; milliseconds: number; keys: string[] }>(
      `SELECT at::text, (extract(epoch FROM at - clock_timestamp()) * 1000)::float8 AS milliseconds, keys
       FROM delivery.instants_within(make_interval(secs => $1)) instant ORDER BY instant.at`,
      [this.horizonMs / 1000],
    );
    const answeredAt = performance.now();
    // Some may have come while nobody knew of them.
    if (!this.isFresh) this.notify('everything');
    const coming = new Set(rows.map(({ at }) => at));
    // What is not in the new list has come, or was taken back, and must not be lost with the old.
    const gone = this.instants.filter(({ at }) => !coming.has(at));
    for (const { keys } of gone) this.notify(keys);
    const earliest = (milliseconds: number) =>
      askedAt - CLOCK_ERROR_MS + milliseconds * (1 - MAX_DRIFT) - ahead;
    this.instants = [
      // To a replica it may still be to come.
      ...gone.filter(({ from, to }) => from <= askedAt && to > askedAt),
      ...rows.map(({ at, milliseconds, keys }) => ({
        at,
        from: earliest(milliseconds),
        to: answeredAt + CLOCK_ERROR_MS + milliseconds * (1 + MAX_DRIFT) + behind,
        keys,
      })),
    ];
    this.readAt = askedAt;
    this.end = earliest(this.horizonMs);
  }
}
