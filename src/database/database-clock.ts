// What the clock of the database says at this moment, as far as a comparison with it at an earlier moment tells.

/** How exactly the database's clock is compared with this machine's. */
const CLOCK_ERROR_MS = 5;
/** How far one clock may get ahead of the other, for each millisecond: kernels slew a clock no faster. */
const MAX_DRIFT = 0.0005;

/** Milliseconds that the clock of the database that delivery reads may be ahead of the desk's, and behind it. */
export interface ClockOffset {
  readonly ahead: number;
  readonly behind: number;
}

export class DatabaseClock {
  /**
   * @param now of the desk's database, in milliseconds since 1970, at some moment between the other two
   * @param askedAt, answeredAt on performance.now()'s scale
   */
  constructor(
    private readonly now: number,
    private readonly askedAt: number,
    private readonly answeredAt: number,
    private readonly offset: ClockOffset,
  ) {}

  /** It is not later than this, in milliseconds since 1970. */
  get latest(): number {
    const elapsed = performance.now() - this.askedAt + CLOCK_ERROR_MS + this.offset.ahead;
    return this.now + elapsed / (1 - MAX_DRIFT);
  }

  /** It is not earlier than this. */
  get earliest(): number {
    const elapsed = performance.now() - this.answeredAt - CLOCK_ERROR_MS - this.offset.behind;
    return this.now + elapsed / (1 + MAX_DRIFT);
  }
}
