import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';
import type { Sql } from 'sql-template-tag';
import { CONFIG, type ServerConfig } from '../config/config.js';
import { retryBroken } from './broken-statements.js';
import { deliveryAddress } from './connection.js';
import { deliveryPool, withConnection } from './delivery-pool.js';
import type { PoolUsage } from './pool-usage.js';
import { execute } from './prepared-statements.js';
import { ReplicaFallback } from './replica-fallback.js';
import { FIRST, StatementQueue, type Turn } from './statement-queue.js';

/** What operations are executed with. */
export interface DeliveryReader {
  /** The rows of one statement: timestamptz as Date, bigint as number, JSON as text. Throws pg.DatabaseError. */
  query<Row extends object>(statement: Sql, turn?: Turn): Promise<Row[]>;
  /** The same, each row as the list of its columns; with a name, the statement is prepared once a connection. */
  rows<Row extends unknown[]>(text: string, values: unknown[], name?: string, turn?: Turn): Promise<Row[]>;
}

/** Delivery's connections: they read what readers may see, and nothing else. */
@Injectable()
export class DeliveryDatabase implements DeliveryReader, OnApplicationShutdown {
  private readonly pool: pg.Pool;
  /** Where the primary is read while the replica cannot be reached. */
  readonly fallback: ReplicaFallback | undefined;
  private readonly isPrepared: boolean;
  private readonly queue: StatementQueue;
  /** A replica that was killed may start behind what it has shown. Connections to one that does not show this are not used. */
  minSeq = 0;

  constructor(@Inject(CONFIG) config: ServerConfig) {
    this.pool = deliveryPool(deliveryAddress(config), { max: config.poolSize }, this.assertShows);
    this.queue = new StatementQueue(config.poolSize);
    this.isPrepared = config.preparedStatements;
    if (config.deliveryFallback) this.fallback = new ReplicaFallback(this.pool, config, this.assertShows);
  }

  query<Row extends object>({ text, values }: Sql, turn?: Turn): Promise<Row[]> {
    return this.run({ text, values }, turn);
  }

  rows<Row extends unknown[]>(text: string, values: unknown[], name?: string, turn?: Turn): Promise<Row[]> {
    const statement = { text, values, name: this.isPrepared ? name : undefined, rowMode: 'array' };
    return this.run(statement, turn);
  }

  private run<Row extends pg.QueryResultRow>(statement: pg.QueryConfig, turn = FIRST): Promise<Row[]> {
    return this.queue.run(turn, () =>
      retryBroken(statement, (each) =>
        this.read((pool) => withConnection(pool, (connection) => execute<Row>(connection, each))),
      ),
    );
  }

  private read<T>(work: (pool: pg.Pool) => Promise<T>): Promise<T> {
    return this.fallback ? this.fallback.read(work) : work(this.pool);
  }

  poolUsage(): PoolUsage {
    return this.queue.usage;
  }

  /** The number of the last change that is shown. */
  async lastChange(): Promise<number> {
    return this.read(lastChangeOf);
  }

  readonly assertShows = async (connection: pg.PoolClient): Promise<void> => {
    if (this.minSeq === 0) return;
    const last = await lastChangeOf(connection);
    if (last < this.minSeq) throw new Error(`It is behind: it shows change ${last} and not ${this.minSeq}.`);
  };

  async onApplicationShutdown(): Promise<void> {
    await this.fallback?.close();
    await this.pool.end();
  }
}

async function lastChangeOf(database: Pick<pg.Pool, 'query'>): Promise<number> {
  const { rows } = await database.query<{ seq: number }>('SELECT seq FROM delivery.content_seq');
  return rows[0]?.seq ?? 0;
}
