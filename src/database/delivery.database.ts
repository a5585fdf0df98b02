import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import type { Sql } from 'sql-template-tag';
import { CONFIG, type ServerConfig } from '../config/config.js';
import { connectionAs } from './connection.js';

const { INT8, FLOAT8, JSON } = pg.types.builtins;

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => {
    // JSON goes to the reader as it is.
    if (oid === JSON) return (text: string) => text;
    // Counts are bigint in PostgreSQL, and stay far below 2^53 here.
    return pg.types.getTypeParser(oid === INT8 ? FLOAT8 : oid, format);
  },
};

/** Delivery's connections: they read what readers may see, and nothing else. */
@Injectable()
export class DeliveryDatabase implements OnApplicationShutdown {
  private readonly pool: pg.Pool;
  /** A replica that was killed may start behind what it has shown. Connections to one that does not show this are not used. */
  minSeq = 0;

  constructor(@Inject(CONFIG) config: ServerConfig) {
    const url = config.deliveryDatabaseUrl ?? config.databaseUrl;
    this.pool = new pg.Pool({
      ...connectionAs('copydesk_delivery', url, {
        default_transaction_read_only: 'on',
        // No operation within the cost limit takes so long; one that does all the same must not hold its connection.
        statement_timeout: '10s',
        // As on any disk of today; without it a search for common words reads every article.
        random_page_cost: '1.1',
        // Compiling a statement takes longer than any of these run.
        jit: 'off',
        // An article is looked up once on its page: remembering it would cost as much again.
        enable_memoize: 'off',
        // Planning anew for each value takes longer than most of these run, and their plans do not depend on it.
        plan_cache_mode: 'force_generic_plan',
      }),
      types,
      // What was prepared goes with its connection: a client that sends ever other operations cannot fill PostgreSQL's memory.
      maxUses: 5000,
      max: config.poolSize,
      verify: (connection, done) => {
        this.assertShows(connection).then(() => done(), done);
      },
    });
    const log = new Logger('DeliveryDatabase');
    this.pool.on('error', (error) => log.warn(`A connection was lost: ${error.message}`));
  }

  /** The rows of one statement: timestamptz as Date, bigint as number, JSON as text. Throws pg.DatabaseError. */
  async query<Row extends object>({ text, values }: Sql): Promise<Row[]> {
    const { rows } = await this.pool.query<Row>(text, values);
    return rows;
  }

  /** The same, each row as the list of its columns; with a name, the statement is prepared once a connection. */
  async rows<Row extends unknown[]>(text: string, values: unknown[], name?: string): Promise<Row[]> {
    const { rows } = await this.pool.query<Row>({ text, values, name, rowMode: 'array' });
    return rows;
  }

  /** The number of the last change that is shown. */
  async lastChange(): Promise<number> {
    return lastChangeOf(this.pool);
  }

  private async assertShows(connection: pg.PoolClient): Promise<void> {
    if (this.minSeq === 0) return;
    const last = await lastChangeOf(connection);
    if (last < this.minSeq) throw new Error(`It is behind: it shows change ${last} and not ${this.minSeq}.`);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}

async function lastChangeOf(database: Pick<pg.Pool, 'query'>): Promise<number> {
  const { rows } = await database.query<{ seq: number }>('SELECT seq FROM delivery.content_seq');
  return rows[0]?.seq ?? 0;
}
