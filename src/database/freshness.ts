// Until when what is kept counts as current: a lease, which each answer on the listening connection renews. And for how long
// it may be served after that, stale, while PostgreSQL cannot be reached.

import { Waiters } from './waiters.js';

/**
 * From the moment at which everything was known. A change is served no longer than this by a server that does not hear of
 * it, be its connection as it may; two seconds are promised.
 */
const LEASE_MS = 1_500;

/** How long a request waits to be told whether PostgreSQL can be reached: finding out takes half of it. */
const MAX_DOUBT_MS = 4_000;

/**
 * `listening`: the connection stands, for all that is known. `lost`: it does not, and whether PostgreSQL can be reached is
 * being tried. `answering`: it can be, but what it says does not make anything current. `away`: it cannot be reached.
 */
type Contact = 'listening' | 'lost' | 'answering' | 'away';

export class Freshness {
  /** All that was committed by then is known, on performance.now()'s scale. */
  private currentAt = -Infinity;
  private leaseEnd = -Infinity;
  private contact: Contact = 'lost';
  private readonly waiters = new Waiters();

  constructor(private readonly maxStaleMs: number) {}

  get isCurrent(): boolean {
    return performance.now() < this.leaseEnd;
  }

  /** Milliseconds since what is kept was last known to be current, where it may be served all the same. */
  get staleMs(): number | undefined {
    return this.contact === 'away' && this.mayBecomeStale ? performance.now() - this.currentAt : undefined;
  }

  /** Whether it would be served if PostgreSQL could not be reached. */
  get mayBecomeStale(): boolean {
    return performance.now() - this.currentAt < this.maxStaleMs;
  }

  /** Resolves once it is known whether what is kept may be served, as current or as stale. */
  async settled(): Promise<void> {
    await this.waiters.until(() => !this.isInDoubt, MAX_DOUBT_MS);
  }

  private get isInDoubt(): boolean {
    const isSilent = this.contact === 'lost' || (this.contact === 'listening' && !this.isCurrent);
    return isSilent && this.mayBecomeStale;
  }

  /** @param at when it was asked for all that had been committed */
  renew(at: number): void {
    this.contact = 'listening';
    this.currentAt = at;
    this.leaseEnd = at + LEASE_MS;
    this.waiters.wake();
  }

  /** What is kept is not current, and must not be served as stale either. */
  endNow(): void {
    this.currentAt = -Infinity;
    this.leaseEnd = -Infinity;
    this.waiters.wake();
  }

  note(contact: Exclude<Contact, 'listening'>): void {
    this.contact = contact;
    if (contact !== 'answering') this.leaseEnd = -Infinity;
    this.waiters.wake();
  }
}
