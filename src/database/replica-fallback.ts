// Delivery's reads where they go to the primary while the replica cannot be reached: it does not answer, hangs, or has started
// behind what it has shown. They go to the primary at once and by themselves; back only as the change feed says.
import { Logger } from '@nestjs/common';
import pg from 'pg';
import type { ServerConfig } from '../config/config.js';
import { deliveryAddress } from './connection.js';
import { deliveryPool } from './delivery-pool.js';

const LAST_CHANGE = 'SELECT seq FROM delivery.content_seq';
/** A replica that hangs is known to be lost after one period and one timeout: 3 s. */
const PROBE_PERIOD_MS = 1_000;
const PROBE_TIMEOUT_MS = 2_000;
/** The server goes down, or is not up yet. */
const NO_SERVER = new Set(['57P01', '57P02', '57P03']);

export class ReplicaFallback {
  private readonly log = new Logger('DeliveryDatabase');
  private readonly primary: pg.Pool;
  /** Of its own: a probe never waits for readers. */
  private readonly probes: pg.Pool;
  private readonly timer: NodeJS.Timeout;
  private readonly reading = new Set<(lost: Error) => void>();
  private probing?: Promise<boolean>;
  private isLost = false;
  private isBack = false;

  /** @param assertShows rejects where a connection must not be used */
  constructor(
    private readonly replica: pg.Pool,
    config: ServerConfig,
    assertShows: (connection: pg.PoolClient) => Promise<void>,
  ) {
    const primary = { url: config.databaseUrl, isPooled: false };
    this.primary = deliveryPool(primary, { max: config.poolSize }, assertShows);
    const limits = { connectionTimeoutMillis: PROBE_TIMEOUT_MS, query_timeout: PROBE_TIMEOUT_MS };
    this.probes = deliveryPool(deliveryAddress(config), { max: 1, ...limits }, assertShows);
    this.timer = setInterval(() => void this.isReachable(), PROBE_PERIOD_MS).unref();
  }

  /** Whether reads go to the primary. */
  get isActive(): boolean {
    return this.isLost;
  }

  /** Whether the replica answers again. */
  get mayEnd(): boolean {
    return this.isLost && this.isBack;
  }

  /** Reads by one of the two pools. What the replica began and did not end is begun anew by the primary. */
  async read<T>(work: (pool: pg.Pool) => Promise<T>): Promise<T> {
    if (this.isLost) return work(this.primary);
    try {
      return await this.untilLost(work(this.replica));
    } catch (error) {
      const isAnswer = error instanceof pg.DatabaseError && !NO_SERVER.has(error.code ?? '');
      // A pool that is busy is no replica that is lost.
      if (isAnswer || (await this.isReachable())) throw error;
      return work(this.primary);
    }
  }

  /** @returns whether the replica shows change number `seq`, and is read from again */
  async end(seq: number): Promise<boolean> {
    const { rows } = await this.probes.query<{ seq: number }>(LAST_CHANGE).catch(() => ({ rows: [] }));
    if (rows[0] === undefined || rows[0].seq < seq) return false;
    this.log.log('The replica is read from again.');
    this.isLost = false;
    return true;
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all([this.primary.end(), this.probes.end()]);
  }

  private untilLost<T>(result: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.reading.add(reject);
      result.then(resolve, reject).finally(() => this.reading.delete(reject));
    });
  }

  private isReachable(): Promise<boolean> {
    return (this.probing ??= this.probe().finally(() => (this.probing = undefined)));
  }

  private async probe(): Promise<boolean> {
    try {
      await this.probes.query(LAST_CHANGE);
      this.isBack = true;
    } catch (error) {
      this.lose(error as Error);
    }
    return !this.isLost;
  }

  private lose(why: Error): void {
    this.isBack = false;
    if (this.isLost) return;
    this.isLost = true;
    this.log.warn(`The replica cannot be reached, and the primary is read instead: ${why.message}`);
    for (const reject of [...this.reading]) reject(why);
  }
}
