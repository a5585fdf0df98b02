// The instants of the next minutes at which the clock alone changes what readers see. Only those are read, each once and so many
// at a time: all that are to come may be many, where each article has a licence that ends. What a change brings within the
// horizon comes with the change.
import { DatabaseClock, type ClockOffset } from './database-clock.js';
import { INSTANTS_AHEAD, type Instant, type InstantsAhead } from './instant-statements.js';

/** At least. What is kept is served that long where no later reading comes about. */
const MIN_HORIZON_MS = 5 * 60_000;
/** Between the last reading before PostgreSQL cannot be reached, and the end of what may be served stale. */
const SPARE_MS = 60_000;
/** Between two readings: the clocks are compared anew each time. */
const READ_EVERY_MS = 5_000;
/** Of the articles that begin or end next, a listing for each list in which they stand. Reading them takes 30 ms. */
const MAX_LISTINGS_READ = 1_000;
/** Where more come within the horizon, it ends with these. */
const MAX_INSTANTS = 5_000;

/** The rows of one statement. */
export type Ask = <Row extends object>(text: string, values?: unknown[]) => Promise<Row[]>;

/** At one instant there may be more listings than are read. */
type KnownInstant = Instant | { readonly at: number; readonly keys: 'everything' };

export class InstantHorizon {
  /** The next first. */
  private instants: readonly KnownInstant[] = [];
  /** All instants up to this one are known, in milliseconds since 1970. */
  private end = -Infinity;
  /** Whether those up to the horizon are. */
  private isWhole = false;
  private clock?: DatabaseClock;
  /** Instants before it are no longer known. */
  private forgottenUntil = -Infinity;
  private triedAt = -Infinity;
  private readonly horizonMs: number;

  /** @param notify of the keys that an instant touches, or that any may have come */
  constructor(
    private readonly notify: (touched: readonly string[] | 'everything') => void,
    maxStaleMs: number,
  ) {
    this.horizonMs = Math.max(MIN_HORIZON_MS, maxStaleMs + SPARE_MS);
  }

  get horizonSeconds(): number {
    return this.horizonMs / 1000;
  }

  /** Whether the instants that are known are all that may come now. While false, no cached response may be served. */
  get isFresh(): boolean {
    return this.clock !== undefined && this.clock.latest < this.end;
  }

  /** Whether it is time to read on. */
  get isDue(): boolean {
    const isShort = !this.isWhole && this.instants.length < MAX_INSTANTS;
    return !this.isFresh || isShort || performance.now() - this.triedAt > READ_EVERY_MS;
  }

  /** To be called where instants may have come to be within the horizon that nobody has read. */
  invalidate(): void {
    this.end = -Infinity;
    this.forgottenUntil = -Infinity;
  }

  /** Notifies of the instants that have come, and again of those that may come at any moment. */
  fireDue(): void {
    const [next] = this.instants;
    if (this.clock === undefined || next === undefined) return;
    const { latest } = this.clock;
    if (next.at > latest) return;
    for (const { at, keys } of this.instants) {
      if (at > latest) break;
      this.notify(keys);
    }
    const { earliest } = this.clock;
    this.forgottenUntil = Math.max(this.forgottenUntil, earliest);
    this.instants = this.instants.filter(({ at }) => at >= earliest);
  }

  /** Those that came with a change, which may be read again. */
  add(instants: readonly Instant[]): void {
    const added = instants.filter((instant) => !this.instants.some((known) => covers(known, instant)));
    if (added.length > 0) this.instants = [...this.instants, ...added].sort((a, b) => a.at - b.at);
  }

  /**
   * Reads on from what is known. Throws what `ask` throws, and then leaves all as it was.
   * @param anew where something else than what a change brings may have changed: what is known is read again
   */
  async read(ask: Ask, offset: ClockOffset, anew = false): Promise<void> {
    const askedAt = performance.now();
    this.triedAt = askedAt;
    const start = anew || !this.isFresh ? 0 : this.end;
    const values = [start, this.horizonSeconds, offset.behind / 1000, MAX_LISTINGS_READ];
    const [read] = await ask<InstantsAhead>(INSTANTS_AHEAD, values);
    if (read === undefined) throw new Error('The database did not tell the time.');
    this.fireDue();
    this.clock = new DatabaseClock(read.now, askedAt, performance.now(), offset);
    this.fireDue();
    if (this.clock.latest < this.forgottenUntil) {
      // It was set back, and comes to what is forgotten once more. The next reading begins anew.
      this.invalidate();
      return;
    }
    // Some may have come while nobody knew of them.
    if (!this.isFresh) {
      this.notify('everything');
      this.instants = [];
    }
    this.keep(read);
  }

  private keep({ instants, listings, start, end }: InstantsAhead): void {
    const [last] = instants.slice(-1);
    this.isWhole = listings < MAX_LISTINGS_READ || last === undefined;
    const read: KnownInstant[] = [...instants];
    let readUntil = end;
    if (!this.isWhole && last !== undefined) {
      // It may have more listings than were read: it is read whole next time, or has too many for that.
      read.pop();
      readUntil = last.at - 1;
      if (read.length === 0) {
        read.push({ at: last.at, keys: 'everything' });
        readUntil = last.at;
      }
    }
    const known = [...this.instants.filter(({ at }) => at <= start), ...read];
    const beyond = known[MAX_INSTANTS];
    this.instants = known.slice(0, MAX_INSTANTS);
    this.end = beyond === undefined ? readUntil : beyond.at - 1;
  }
}

const covers = (known: KnownInstant, { at, keys }: Instant): boolean =>
  known.at === at && (known.keys === 'everything' || keys.every((key) => known.keys.includes(key)));
