// What this server knows of the changes that readers may see: it listens for their numbers, and tells whoever keeps
// answers which keys each touched. Where it may have missed one (a gap, a lost connection) it says that everything has
// changed. It keeps no answer itself.
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
import { Replica } from './replica.js';

const CHANNEL = 'copydesk_changes';
/** After a lost connection; twice as long after each that did not come about. */
const RECONNECT_MS = 250;
const MOST_RECONNECT_MS = 4_000;
/** How often the connection is tested and the instants are read anew: this machine's clock may drift from the database's. */
const CLOCK_MS = 5_000;
/** How far it may drift meanwhile. */
const CLOCK_ERROR_MS = 5;
/** How long the start waits for the news: of a replica that lags nobody knows when it will have them. */
const START_MS = 2_000;

/** It comes somewhere between `from` and `to`, on performance.now()'s scale: only the database's clock says when exactly. */
interface Instant {
  readonly at: string;
  readonly from: number;
  readonly to: number;
  readonly keys: readonly string[];
}

export type ChangeListener = (touched: readonly string[] | 'everything') => void;

@Injectable()
export class ContentChanges implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('ContentChanges');
  private readonly listeners: ChangeListener[] = [];
  private readonly waiting = new Set<() => void>();
  private session?: pg.Client;
  private timer?: NodeJS.Timeout;
  private stopping = false;
  private catchingUp = Promise.resolve();
  private lastKnown = 0;
  private readings = 0;
  private isListening = false;
  private reconnectMs = RECONNECT_MS;
  private lastFailure?: string;
  /** The next first. */
  private instants: readonly Instant[] = [];
  private readonly replica: Replica | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: ServerConfig,
    private readonly delivery: DeliveryDatabase,
  ) {
    if (config.deliveryDatabaseUrl !== undefined) this.replica = new Replica(delivery);
  }

  async onApplicationBootstrap(): Promise<void> {
    await Promise.race([this.listen(), sleep(START_MS, undefined, { ref: false })]);
    this.timer = setInterval(() => this.session && this.catchUp(this.session), CLOCK_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    clearInterval(this.timer);
    await this.session?.end();
    await this.catchingUp;
  }

  /** The last change that this server knows of. */
  get known(): number {
    return this.lastKnown;
  }

  /** Whether it would hear of a change. While it would not, nothing that was kept may be served. */
  get isUpToDate(): boolean {
    return this.isListening;
  }

  /**
   * Tells of the instants that have come, and again of those that may come at any moment. To be called before anything
   * that was kept is served or kept.
   */
  passInstants(): void {
    const now = performance.now();
    if (this.instants[0] === undefined || this.instants[0].from > now) return;
    for (const { from, keys } of this.instants) if (from <= now) this.tell(keys);
    this.instants = this.instants.filter(({ to }) => to > now);
  }

  /** When the clock next touches one of these keys, on performance.now()'s scale; Infinity where no schedule does. */
  nextInstant(keys: readonly string[]): number {
    return this.instants.find((instant) => instant.keys.some((key) => keys.includes(key)))?.from ?? Infinity;
  }

  /** How often the instants have been read: after each reading, `nextInstant` may answer differently. */
  get instantsRead(): number {
    return this.readings;
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

  private async listen(): Promise<void> {
    const session = new pg.Client({
      ...connectionAs('copydesk_desk', this.config.databaseUrl),
      // Of a connection that was cut without a word nobody would tell us.
      query_timeout: CLOCK_MS,
    });
    session.on('error', () => undefined);
    session.once('end', () => this.lost(session));
    session.on('notification', () => this.catchUp(session));
    this.session = session;
    try {
      await session.connect();
      await session.query(`LISTEN ${CHANNEL}`);
      await this.inTurn(session, () => this.startAnew(session));
    } catch (error) {
      this.warnOnce(`No news of changes: ${error instanceof Error ? error.message : String(error)}`);
      this.lost(session);
      await session.end();
    }
  }

  /** What was known before may have been followed by what nobody heard of. */
  private async startAnew(session: pg.Client): Promise<void> {
    const { rows } = await session.query<{ seq: string }>('SELECT seq FROM delivery.content_seq');
    // It may be another database than before, which knows of less.
    this.delivery.mustShow = 0;
    await this.know(Number(rows[0]?.seq ?? 0), 'everything', session);
    await this.readInstants(session);
    this.isListening = true;
    this.reconnectMs = RECONNECT_MS;
    this.lastFailure = undefined;
  }

  private lost(session: pg.Client): void {
    if (session !== this.session) return;
    this.session = undefined;
    this.isListening = false;
    this.tell('everything');
    if (this.stopping) return;
    setTimeout(() => void this.listen(), this.reconnectMs).unref();
    this.reconnectMs = Math.min(2 * this.reconnectMs, MOST_RECONNECT_MS);
  }

  /** Until it listens again, or something else is wrong. */
  private warnOnce(failure: string): void {
    if (failure !== this.lastFailure) this.log.warn(failure);
    this.lastFailure = failure;
  }

  /** A notification says only that there is something. */
  private catchUp(session: pg.Client): void {
    void this.inTurn(session, async () => {
      const { rows } = await session.query<{ seq: string; keys: string[] }>(
        'SELECT seq, keys FROM delivery.changes WHERE seq > $1 ORDER BY seq',
        [this.lastKnown],
      );
      await this.readInstants(session);
      const last = rows.at(-1);
      if (last === undefined) return;
      const isWhole = rows.length === Number(last.seq) - this.lastKnown;
      await this.know(Number(last.seq), isWhole ? rows.flatMap((row) => row.keys) : 'everything', session);
    });
  }

  /** One after the other, so that no number is known after a later one; what cannot be asked ends the session. */
  private inTurn(session: pg.Client, work: () => Promise<void>): Promise<void> {
    this.catchingUp = this.catchingUp.then(work).catch((error: unknown) => {
      if (!this.stopping) this.warnOnce(`Catching up failed: ${String(error)}`);
      return session.end();
    });
    return this.catchingUp;
  }

  /** The instants at which the clock alone will change what readers see. */
  private async readInstants(session: pg.Client): Promise<void> {
    const askedAt = performance.now();
    const { rows } = await session.query<{ at: string; milliseconds: number; keys: string[] }>(
      `SELECT at::text, (extract(epoch FROM at - clock_timestamp()) * 1000)::float8 AS milliseconds, keys
       FROM delivery.instants instant ORDER BY instant.at`,
    );
    const latest = performance.now() + CLOCK_ERROR_MS;
    const { ahead, behind } = this.replica?.clock ?? { ahead: 0, behind: 0 };
    const coming = new Set(rows.map(({ at }) => at));
    // What is not in the new list has come, or was taken back, and must not be lost with the old.
    const gone = this.instants.filter(({ at }) => !coming.has(at));
    for (const { keys } of gone) this.tell(keys);
    this.readings += 1;
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
  }

  /** A replica must show it before answers made from it may be kept. */
  private async know(
    seq: number,
    touched: readonly string[] | 'everything',
    session: pg.Client,
  ): Promise<void> {
    await this.replica?.shows(seq, session, () => this.stopping);
    if (this.replica) this.delivery.mustShow = seq;
    this.lastKnown = seq;
    this.tell(touched);
    for (const done of [...this.waiting]) done();
  }

  private tell(touched: readonly string[] | 'everything'): void {
    for (const listener of this.listeners) listener(touched);
  }
}
