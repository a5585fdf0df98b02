// What this server knows of the changes that readers may see. It listens for their numbers, and notifies whoever keeps
// responses of the keys that each touched; where it may have missed one (a gap, a lost connection), of everything.
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { CONFIG, type ServerConfig } from '../config/config.js';
import { connectionAs } from './connection.js';
import { DeliveryDatabase } from './delivery.database.js';
import { InstantHorizon } from './instant-horizon.js';
import type { ReplicaFallback } from './replica-fallback.js';
import { Replica } from './replica.js';
import { retry } from './retry.js';

const CHANNEL = 'copydesk_changes';
/** After a lost connection; twice as long after each that did not come about. */
const RECONNECT_MS = 250;
const MAX_RECONNECT_MS = 4_000;
/** How often the connection is tested and the horizon is read. */
const CATCH_UP_MS = 5_000;
/** Less than the connection is given, so that a statement that waits for a lock fails alone. */
const STATEMENT_TIMEOUT = '4s';
/** How long the start waits for the first news: a replica that lags may take any time to show them. */
const MAX_START_MS = 2_000;

export type ChangeListener = (touched: readonly string[] | 'everything') => void;

@Injectable()
export class ChangeFeed implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('ChangeFeed');
  private readonly listeners: ChangeListener[] = [];
  private readonly waiting = new Set<() => void>();
  private readonly horizon = new InstantHorizon((touched) => this.notify(touched));
  /** The coming instants, as they were last read. */
  readonly instants: Pick<InstantHorizon, 'next' | 'readings'> = this.horizon;
  private readonly stopping = new AbortController();
  private readonly replica: Replica | undefined;
  private session?: pg.Client;
  private timer?: NodeJS.Timeout;
  private catchingUp = Promise.resolve();
  private isCatchUpQueued = false;
  private lastKnown = 0;
  private isListening = false;
  private lastFailure?: string;

  constructor(
    @Inject(CONFIG) private readonly config: ServerConfig,
    private readonly delivery: DeliveryDatabase,
  ) {
    if (config.deliveryDatabaseUrl !== undefined) this.replica = new Replica(delivery);
  }

  async onApplicationBootstrap(): Promise<void> {
    // The timer keeps the process alive, as nothing else may until the server listens.
    const connected = new AbortController();
    const enough = sleep(MAX_START_MS, undefined, { signal: connected.signal }).catch(() => undefined);
    await Promise.race([this.connect(), enough]);
    connected.abort();
    this.timer = setInterval(
      () => this.session && this.isListening && this.catchUp(this.session),
      CATCH_UP_MS,
    ).unref();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    clearInterval(this.timer);
    await this.session?.end();
    await this.catchingUp;
  }

  /** The number of the last change that this server knows of. */
  get known(): number {
    return this.lastKnown;
  }

  /** Whether it hears of each change and knows the instants that come next. While false, no cached response may be served. */
  get isUpToDate(): boolean {
    return this.isListening && this.horizon.isFresh;
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
  async waitFor(seq: number, milliseconds: number): Promise<boolean> {
    const deadline = performance.now() + milliseconds;
    while (this.lastKnown < seq) {
      const left = deadline - performance.now();
      if (left <= 0) return false;
      await new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(timer);
          this.waiting.delete(done);
          resolve();
        };
        const timer = setTimeout(done, left);
        this.waiting.add(done);
      });
    }
    return true;
  }

  private async connect(): Promise<void> {
    await retry(() => this.listen(), {
      ...{ firstMs: RECONNECT_MS, longestMs: MAX_RECONNECT_MS, signal: this.stopping.signal },
      onFailure: (message) => this.log.warn(`No news of changes: ${message}`),
    });
  }

  private async listen(): Promise<void> {
    const session = new pg.Client({
      ...connectionAs('copydesk_desk', this.config.databaseUrl, { statement_timeout: STATEMENT_TIMEOUT }),
      // A connection that was cut silently reports nothing.
      query_timeout: CATCH_UP_MS,
    });
    session.on('error', () => undefined);
    session.once('end', () => this.lost(session));
    session.on('notification', () => this.catchUp(session));
    this.session = session;
    try {
      await session.connect();
      await session.query(`LISTEN ${CHANNEL}`);
      await this.inTurn(() => this.resync(session));
    } catch (error) {
      await session.end();
      throw error;
    }
  }

  private lost(session: pg.Client): void {
    // One that never listened is tried again by `connect`.
    if (session !== this.session || !this.isListening) return;
    this.isListening = false;
    this.notify('everything');
    if (this.stopping.signal.aborted) return;
    setTimeout(() => {
      this.connect().catch((error: unknown) => this.log.error(error));
    }, RECONNECT_MS).unref();
  }

  /** What was known before may have been followed by changes that nobody heard of. */
  private async resync(session: pg.Client): Promise<void> {
    const { rows } = await session.query<{ seq: string }>('SELECT seq FROM delivery.content_seq');
    // It may be another database than before, which knows of fewer changes.
    this.delivery.minSeq = 0;
    this.horizon.invalidate();
    await this.advance(Number(rows[0]?.seq ?? 0), 'everything', session);
    await this.readInstants(session);
    this.isListening = true;
  }

  /** In its turn: no change becomes known by the primary meanwhile that the replica does not show. */
  private async endFallback(fallback: ReplicaFallback, session: pg.Client): Promise<void> {
    if (!(await fallback.end(this.lastKnown))) return;
    // Until its clock is known, no response is cached.
    this.horizon.invalidate();
    await this.resync(session);
  }

  /** A notification says only that there is something. One that comes while another waits its turn adds nothing. */
  private catchUp(session: pg.Client): void {
    if (this.isCatchUpQueued) return;
    this.isCatchUpQueued = true;
    this.inTurn(async () => {
      this.isCatchUpQueued = false;
      if (this.delivery.fallback?.mayEnd) await this.endFallback(this.delivery.fallback, session);
      const { rows } = await session.query<{ seq: string; keys: string[] }>(
        'SELECT seq, keys FROM delivery.changes WHERE seq > $1 ORDER BY seq',
        [this.lastKnown],
      );
      const last = rows.at(-1);
      // A response that shows a change may be stored as soon as the change is known, and so must its instants be.
      if (!(await this.readInstants(session)) && last !== undefined) this.horizon.invalidate();
      if (last === undefined) return;
      const isWhole = rows.length === Number(last.seq) - this.lastKnown;
      await this.advance(Number(last.seq), isWhole ? rows.flatMap((row) => row.keys) : 'everything', session);
    }).catch((error: unknown) => {
      this.warnOnce(`Catching up failed: ${String(error)}`);
      this.lost(session);
      return session.end();
    });
  }

  /** One after the other, so that no number is known after a later one. The caller handles its failure. */
  private inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.catchingUp.then(work);
    this.catchingUp = turn.catch(() => undefined);
    return turn;
  }

  /** False where the database refuses: responses are not cached then, and changes go on being heard of. */
  private async readInstants(session: pg.Client): Promise<boolean> {
    try {
      await this.horizon.read(session, this.replica?.clock ?? { ahead: 0, behind: 0 });
      this.lastFailure = undefined;
      return true;
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) throw error;
      this.warnOnce(`The next instants could not be read: ${error.message}`);
      return false;
    }
  }

  private warnOnce(failure: string): void {
    if (failure !== this.lastFailure && !this.stopping.signal.aborted) this.log.warn(failure);
    this.lastFailure = failure;
  }

  /** A replica must show it before responses made from it may be cached. */
  private async advance(
    seq: number,
    touched: readonly string[] | 'everything',
    session: pg.Client,
  ): Promise<void> {
    await this.replica?.shows(seq, session, () => this.stopping.signal.aborted);
    if (this.replica) this.delivery.minSeq = seq;
    this.lastKnown = seq;
    this.notify(touched);
    for (const done of [...this.waiting]) done();
  }

  private notify(touched: readonly string[] | 'everything'): void {
    for (const listener of this.listeners) listener(touched);
  }
}
