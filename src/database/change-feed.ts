// What this server knows of the changes that readers may see. It listens for their numbers, and notifies whoever keeps
// responses of the keys that each touched; where it may have missed one (a gap, a lost connection), of everything.
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { CONFIG, type ServerConfig } from '../config/config.js';
import type { ClockOffset } from './database-clock.js';
import { DeliveryDatabase } from './delivery.database.js';
import { FeedConnection } from './feed-connection.js';
import { Freshness } from './freshness.js';
import { InstantHorizon } from './instant-horizon.js';
import { LATER_CHANGES, type ChangeWithInstants } from './instant-statements.js';
import { isAnswer, ListeningSession } from './listening-session.js';
import type { ReplicaFallback } from './replica-fallback.js';
import { Replica } from './replica.js';
import { Waiters } from './waiters.js';

/** How often the changes are read without a notification. */
const BEAT_MS = 500;
/** The keys of changes of what tags and authors are called: instants at which these come or go touch the new slugs too. */
const KEYS_OF_NAMES = ['tags', 'authors'];
/** How long the start waits for the first news: a replica that lags may take any time to show them. */
const MAX_START_MS = 2_000;

export type ChangeListener = (touched: readonly string[] | 'everything') => void;

@Injectable()
export class ChangeFeed implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('ChangeFeed');
  private readonly listeners: ChangeListener[] = [];
  private readonly waiters = new Waiters();
  private readonly horizon: InstantHorizon;
  private readonly freshness: Freshness;
  private readonly connection: FeedConnection;
  private readonly replica: Replica | undefined;
  private timer?: NodeJS.Timeout;
  private catchingUp = Promise.resolve();
  private isCatchUpQueued = false;
  private lastKnown = 0;
  private lastFailure?: string;

  constructor(
    @Inject(CONFIG) config: ServerConfig,
    private readonly delivery: DeliveryDatabase,
  ) {
    const maxStaleMs = config.staleLimitSeconds * 1000;
    this.freshness = new Freshness(maxStaleMs);
    this.horizon = new InstantHorizon((touched) => this.notify(touched), maxStaleMs);
    this.connection = new FeedConnection(config.databaseUrl, delivery, this.freshness, {
      opened: (session) => this.inTurn(() => this.resync(session)),
      notified: (session) => this.catchUp(session),
    });
    if (config.deliveryDatabaseUrl !== undefined) this.replica = new Replica(delivery);
  }

  async onApplicationBootstrap(): Promise<void> {
    // The timer keeps the process alive, as nothing else may until the server listens.
    const connected = new AbortController();
    const enough = sleep(MAX_START_MS, undefined, { signal: connected.signal }).catch(() => undefined);
    await Promise.race([this.connection.open(), enough]);
    connected.abort();
    this.timer = setInterval(() => this.catchUp(this.connection.session), BEAT_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.connection.stop();
    await this.catchingUp;
  }

  /** The number of the last change that this server knows of. */
  get known(): number {
    return this.lastKnown;
  }

  /** Whether it hears of each change and knows the instants that come next. While false, no cached response counts as current. */
  get isUpToDate(): boolean {
    return this.freshness.isCurrent && this.horizon.isFresh;
  }

  /**
   * How many seconds ago cached responses were last known to be current, 1 at least; undefined where they must not be served
   * stale. Instants go on being fired meanwhile.
   */
  get staleSeconds(): number | undefined {
    const { staleMs } = this.freshness;
    return staleMs === undefined || !this.horizon.isFresh ? undefined : Math.ceil(staleMs / 1000);
  }

  /** Resolves once it is known whether cached responses may be served, as current or as stale. */
  settled(): Promise<void> {
    return this.freshness.settled();
  }

  /** Whether delivery reads the database that the desk writes to. */
  get readsPrimary(): boolean {
    return !this.replica?.isSeparate;
  }

  /** Notifies of the instants that have come. To be called before a cached response is served or stored. */
  fireDue(): void {
    this.horizon.fireDue();
  }

  onChange(listener: ChangeListener): void {
    this.listeners.push(listener);
  }

  /** Whether change number `seq` was known within the time. */
  waitFor(seq: number, milliseconds: number): Promise<boolean> {
    return this.waiters.until(() => this.lastKnown >= seq, milliseconds);
  }

  /**
   * The same for a change that this server has made itself: whoever can write can reach PostgreSQL, whatever other
   * connections say.
   */
  async waitForOwn(seq: number, milliseconds: number): Promise<void> {
    if (seq > this.lastKnown && !this.isUpToDate) this.freshness.endNow();
    // A replica may lag for long: for it, the one waits that asks for the number.
    if (!this.readsPrimary) return;
    if (!(await this.waitFor(seq, milliseconds))) this.freshness.endNow();
  }

  /** What was known before may have been followed by changes that nobody heard of. */
  private async resync(session: ListeningSession): Promise<void> {
    const askedAt = performance.now();
    const [row] = await session.ask<{ seq: string }>('SELECT seq FROM delivery.content_seq');
    // It may be another database than before, which knows of fewer changes.
    this.delivery.minSeq = 0;
    this.horizon.invalidate();
    await this.advance(Number(row?.seq ?? 0), 'everything', session);
    await this.readInstants(session, true);
    this.freshness.renew(askedAt);
  }

  /** In its turn: no change becomes known by the primary meanwhile that the replica does not show. */
  private async endFallback(fallback: ReplicaFallback, session: ListeningSession): Promise<void> {
    if (!(await fallback.end(this.lastKnown))) return;
    // Until its clock is known, no response is cached.
    this.horizon.invalidate();
    await this.resync(session);
  }

  /** A notification says only that there is something. One that comes while another waits its turn adds nothing. */
  private catchUp(session: ListeningSession | undefined): void {
    if (session === undefined || this.isCatchUpQueued) return;
    this.isCatchUpQueued = true;
    this.inTurn(async () => {
      this.isCatchUpQueued = false;
      if (session === this.connection.session) await this.readChanges(session);
    }).catch((error: unknown) => {
      this.warnOnce(`Catching up failed: ${String(error)}`);
      if (isAnswer(error) && session === this.connection.session) this.freshness.note('answering');
    });
  }

  private async readChanges(session: ListeningSession): Promise<void> {
    const { fallback } = this.delivery;
    if (fallback?.mayEnd) await this.endFallback(fallback, session);
    const askedAt = performance.now();
    const rows = await session.ask<ChangeWithInstants>(LATER_CHANGES, [
      this.lastKnown,
      this.horizon.horizonSeconds,
      this.clockOffset.behind / 1000,
    ]);
    const last = rows.at(-1);
    const isWhole = rows.length === Number(last?.seq ?? this.lastKnown) - this.lastKnown;
    const touched = isWhole ? rows.flatMap((row) => row.keys) : 'everything';
    // A response that shows a change may be stored as soon as the change is known, and so must its instants be.
    this.horizon.add(rows.flatMap((row) => row.instants));
    const isAnew = touched === 'everything' || KEYS_OF_NAMES.some((key) => touched.includes(key));
    if (isAnew || this.horizon.isDue) {
      if (!(await this.readInstants(session, isAnew)) && isAnew) this.horizon.invalidate();
    }
    if (last !== undefined) {
      await this.advance(Number(last.seq), touched, session).catch((error: unknown) => {
        // The replica does not answer, or the session. What the change took down must go all the same, and the next beat tries again.
        this.warnOnce(`The replica could not be compared with the database: ${String(error)}`);
        this.notify(touched);
      });
    }
    if (session === this.connection.session) this.freshness.renew(askedAt);
  }

  /** One after the other, so that no number is known after a later one. The caller handles its failure. */
  private inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.catchingUp.then(work);
    this.catchingUp = turn.catch(() => undefined);
    return turn;
  }

  private get clockOffset(): ClockOffset {
    return this.replica?.clock ?? { ahead: 0, behind: 0 };
  }

  /** False where it fails: what is known before goes on being so, as far as it reaches. */
  private async readInstants(session: ListeningSession, anew: boolean): Promise<boolean> {
    try {
      await this.horizon.read((text, values) => session.ask(text, values), this.clockOffset, anew);
      this.lastFailure = undefined;
      return true;
    } catch (error) {
      this.warnOnce(`The next instants could not be read: ${String(error)}`);
      return false;
    }
  }

  private warnOnce(failure: string): void {
    if (failure !== this.lastFailure && !this.connection.isStopping) this.log.warn(failure);
    this.lastFailure = failure;
  }

  /** A replica must show it before responses made from it may be cached. */
  private async advance(
    seq: number,
    touched: readonly string[] | 'everything',
    session: ListeningSession,
  ): Promise<void> {
    // While a replica answers that it does not show the change yet, what is kept is what it shows.
    const isOver = () => {
      if (session === this.connection.session) this.freshness.renew(performance.now());
      return !this.connection.isLatest(session);
    };
    await this.replica?.shows(seq, session, isOver);
    if (this.replica) this.delivery.minSeq = seq;
    this.lastKnown = seq;
    this.notify(touched);
    this.waiters.wake();
  }

  private notify(touched: readonly string[] | 'everything'): void {
    for (const listener of this.listeners) listener(touched);
  }
}
