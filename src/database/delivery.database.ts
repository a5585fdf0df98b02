import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';
import type { Sql } from 'sql-template-tag';
import { CONFIG, type ServerConfig } from '../config/config.js';
import { deliveryPool, withConnection } from './delivery-pool.js';
import { execute } from './prepared-statements.js';
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
  private readonly queue: StatementQueue;
  /** A replica that was killed may start behind what it has shown. Connections to one that does not show this are not used. */
  minSeq = 0;

  constructor(@Inject(CONFIG) config: ServerConfig) {
    const url = config.deliveryDatabaseUrl ?? config.databaseUrl;
    this.pool = deliveryPool(url, { max: config.poolSize }, this.assertShows);
    this.queue = new StatementQueue(config.poolSize);
  }

  query<Row extends object>({ text, values }: Sql, turn?: Turn): Promise<Row[]> {
    return this.run({ text, values }, turn);
  }

  rows<Row extends unknown[]>(text: string, values: unknown[], name?: string, turn?: Turn): Promise<Row[]> {
    return this.run({ text, values, name, rowMode: 'array' } as pg.QueryConfig, turn);
  }

  private run<Row extends pg.QueryResultRow>(statement: pg.QueryConfig, turn = FIRST): Promise<Row[]> {
    return this.queue.run(turn, () =>
      withConnection(this.pool, (connection) => execute<Row>(connection, statement)),
    );
  }

  /** The number of the last change that is shown. */
  async lastChange(): Promise<number> {
    return lastChangeOf(this.pool);
  }

  readonly assertShows = async (connection: pg.PoolClient): Promise<void> => {
    if (this.minSeq === 0) return;
    const last = await lastChangeOf(connection);
    if (last < this.minSeq) throw new Error(`It is behind: it shows change ${last} and not ${this.minSeq}.`);
  };

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}

async function lastChangeOf(database: Pick<pg.Pool, 'query'>): Promise<number> {
  const { rows } = await database.query<{ seq: number }>('SELECT seq FROM delivery.content_seq');
  return rows[0]?.seq ?? 0;
}
