// Keeps a connection that hears of changes, and finds out, where there is none, whether PostgreSQL can be reached at all.
import { Logger } from '@nestjs/common';
import { within } from './deadline.js';
import type { DeliveryDatabase } from './delivery.database.js';
import type { Freshness } from './freshness.js';
import { isAnswer, ListeningSession } from './listening-session.js';
import { retry } from './retry.js';

/** Between two attempts to connect: at first, and at most. What is kept is stale for as long as nobody tries. */
const RECONNECT_MS = 250;
const MAX_RECONNECT_MS = 500;
/** What an attempt may take, and where nothing that is kept waits for its outcome. */
const MAX_CONNECT_MS = 1_000;
const MAX_PATIENT_CONNECT_MS = 10_000;

export interface FeedConnectionEvents {
  /** The session hears of changes from now on; it is used once this has resolved. */
  readonly opened: (session: ListeningSession) => Promise<void>;
  readonly notified: (session: ListeningSession) => void;
}

export class FeedConnection {
  private readonly log = new Logger('ChangeFeed');
  private readonly stopping = new AbortController();
  private latest?: ListeningSession;
  private isUsed = false;
  private usedSince = -Infinity;

  constructor(
    private readonly url: string,
    private readonly delivery: DeliveryDatabase,
    private readonly freshness: Freshness,
    private readonly events: FeedConnectionEvents,
  ) {}

  /** The one that is used; undefined where it was lost. */
  get session(): ListeningSession | undefined {
    return this.isUsed ? this.latest : undefined;
  }

  get isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  /** Whether no other has taken its place. */
  isLatest(session: ListeningSession): boolean {
    return session === this.latest && !this.isStopping;
  }

  /** Resolves once a session is used; tries for as long as that takes. */
  async open(): Promise<void> {
    await retry(() => this.attempt(), {
      ...{ firstMs: RECONNECT_MS, longestMs: MAX_RECONNECT_MS, signal: this.stopping.signal },
      onFailure: (message) => this.log.warn(`No news of changes: ${message}`),
    });
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.latest?.end();
  }

  private async attempt(): Promise<void> {
    const timeoutMs = this.freshness.mayBecomeStale ? MAX_CONNECT_MS : MAX_PATIENT_CONNECT_MS;
    const session = new ListeningSession(this.url, timeoutMs);
    session.once('end', () => this.lost(session));
    session.on('notification', () => this.events.notified(session));
    this.latest = session;
    const canRead = this.canRead();
    try {
      await session.listen();
    } catch (error) {
      session.close();
      this.freshness.note(isAnswer(error) || (await canRead) ? 'answering' : 'away');
      throw error;
    }
    this.freshness.note('answering');
    try {
      await this.events.opened(session);
      if (!session.isOpen) throw new Error('The connection was lost again.');
    } catch (error) {
      session.close();
      this.freshness.note('lost');
      throw error;
    }
    this.isUsed = true;
    this.usedSince = performance.now();
    // Of what came meanwhile.
    this.events.notified(session);
  }

  /** Whether delivery gets answers though nothing can be heard: where some connections work, others may publish by them. */
  private async canRead(): Promise<boolean> {
    if (!this.freshness.mayBecomeStale) return false;
    return within(MAX_CONNECT_MS, this.delivery.lastChange()).then(() => true, isAnswer);
  }

  private lost(session: ListeningSession): void {
    // One that was never used is tried again by `open`.
    if (session !== this.latest || !this.isUsed) return;
    this.isUsed = false;
    this.freshness.note('lost');
    if (this.isStopping) return;
    // At once, unless it is lost each time.
    const restMs = Math.max(0, RECONNECT_MS - (performance.now() - this.usedSince));
    setTimeout(() => {
      this.open().catch((error: unknown) => this.log.error(error));
    }, restMs).unref();
  }
}
