// The connections of previews. They are few and their own, so that a busy preview leaves readers theirs. Each presents one preview
// at a time, by its id in a setting, which is all that opens the views of previews to the delivery role. Through a pooler, where the
// next statement of one connection may come to the session of another, the setting ends with the transaction of each statement.
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import type { Sql } from 'sql-template-tag';
import { CONFIG, type ServerConfig } from '../config/config.js';
import { retryBroken } from './broken-statements.js';
import { type Address, deliveryAddress } from './connection.js';
import { DeliveryDatabase, type DeliveryReader } from './delivery.database.js';
import { deliveryPool, isConnectionError, withConnection } from './delivery-pool.js';
import { usageOf, type PoolUsage } from './pool-usage.js';
import { execute } from './prepared-statements.js';

const MAX_WAITING_STATEMENTS = 100;
const MAX_WAIT_MS = 2500;

/** Without knowing the instant, the planner takes a list for short and sorts what an index has in order: 5 ms of 5,000 articles. */
const SETTINGS = { enable_sort: 'off' };

/** Of an article, or of the site as of an instant. */
export type PreviewKind = 'article' | 'site';

@Injectable()
export class PreviewDatabase implements OnApplicationShutdown {
  private readonly pool: pg.Pool;
  private readonly isPooled: boolean;
  private readonly isPrepared: boolean;
  /** For while the replica cannot be reached. */
  private readonly primary: pg.Pool | undefined;
  private readonly presented = new WeakMap<pg.PoolClient, string>();

  constructor(
    @Inject(CONFIG) config: ServerConfig,
    private readonly database: DeliveryDatabase,
  ) {
    const poolFor = (address: Address) =>
      deliveryPool(
        address,
        { max: config.previewPoolSize, connectionTimeoutMillis: MAX_WAIT_MS },
        database.assertShows,
        SETTINGS,
      );
    const address = deliveryAddress(config);
    this.pool = poolFor(address);
    this.isPooled = address.isPooled;
    this.isPrepared = config.preparedStatements;
    if (config.deliveryFallback) this.primary = poolFor({ url: config.databaseUrl, isPooled: false });
  }

  private get source(): { readonly pool: pg.Pool; readonly isPooled: boolean } {
    return this.primary && this.database.fallback?.isActive
      ? { pool: this.primary, isPooled: false }
      : { pool: this.pool, isPooled: this.isPooled };
  }

  poolUsage(): PoolUsage {
    return usageOf(this.source.pool);
  }

  /** Whether so much is waiting that more would wait too long. */
  get isOverloaded(): boolean {
    return this.source.pool.waitingCount >= MAX_WAITING_STATEMENTS;
  }

  /** undefined where the preview is unknown, has expired or was revoked. */
  async kindOf(preview: string): Promise<PreviewKind | undefined> {
    return withConnection(this.source.pool, async (connection) => {
      const { rows } = await connection.query<{ kind: PreviewKind | null }>(
        'SELECT delivery.preview_kind($1) AS kind',
        [preview],
      );
      return rows[0]?.kind ?? undefined;
    });
  }

  /** Reads what the preview shows, and nothing once it has ended. */
  presenting(preview: string): DeliveryReader {
    const run = <Row extends pg.QueryResultRow>(statement: pg.QueryConfig): Promise<Row[]> =>
      retryBroken(statement, (each) => {
        const { pool, isPooled } = this.source;
        return withConnection(pool, async (connection) => {
          if (isPooled) return this.inTransaction<Row>(connection, preview, each);
          await this.present(connection, preview);
          return execute<Row>(connection, each);
        });
      });
    return {
      query: <Row extends object>({ text, values }: Sql) => run<Row>({ text, values }),
      rows: <Row extends unknown[]>(text: string, values: unknown[], name?: string) =>
        run<Row>({
          ...{ text, values, name: this.isPrepared ? name : undefined },
          rowMode: 'array',
        } as pg.QueryConfig),
    };
  }

  private async present(connection: pg.PoolClient, preview: string): Promise<void> {
    if (this.presented.get(connection) === preview) return;
    this.presented.delete(connection);
    await connection.query("SELECT set_config('copydesk.preview', $1, false)", [preview]);
    this.presented.set(connection, preview);
  }

  /** The preview ends with the transaction: the session is somebody else's afterwards. */
  private async inTransaction<Row extends pg.QueryResultRow>(
    connection: pg.PoolClient,
    preview: string,
    statement: pg.QueryConfig,
  ): Promise<Row[]> {
    const settings = Object.entries({ ...SETTINGS, 'copydesk.preview': preview });
    const set = settings.map(([name, value]) => `SET LOCAL ${name} = ${pg.escapeLiteral(value)}`);
    await connection.query(['BEGIN', ...set].join('; '));
    try {
      const { rows } = await connection.query<Row>(statement);
      await connection.query('COMMIT');
      return rows;
    } catch (error) {
      if (!isConnectionError(error as Error)) await connection.query('ROLLBACK');
      throw error;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.pool.end(), this.primary?.end()]);
  }
}
