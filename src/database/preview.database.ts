// The connections of previews. They are few and their own, so that a busy preview leaves readers theirs. Each presents one preview
// at a time, by its id in a setting, which is all that opens the views of previews to the delivery role.
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type pg from 'pg';
import type { Sql } from 'sql-template-tag';
import { CONFIG, type ServerConfig } from '../config/config.js';
import { DeliveryDatabase, type DeliveryReader } from './delivery.database.js';
import { deliveryPool, withConnection } from './delivery-pool.js';
import { execute } from './prepared-statements.js';

/** An operation has three statements at a time: 33 operations may wait. */
const MAX_WAITING_STATEMENTS = 100;
const MAX_WAIT_MS = 5000;
const MAX_KNOWN_KINDS = 1000;

/** Of an article, or of the site as of an instant. */
export type PreviewKind = 'article' | 'site';

@Injectable()
export class PreviewDatabase implements OnApplicationShutdown {
  private readonly pool: pg.Pool;
  private readonly presented = new WeakMap<pg.PoolClient, string>();
  /** A preview's kind never changes. */
  private readonly kinds = new LRUCache<string, PreviewKind>({ max: MAX_KNOWN_KINDS });

  constructor(@Inject(CONFIG) config: ServerConfig, database: DeliveryDatabase) {
    this.pool = deliveryPool(
      config.deliveryDatabaseUrl ?? config.databaseUrl,
      { max: config.previewPoolSize, connectionTimeoutMillis: MAX_WAIT_MS },
      database.assertShows,
      // Without knowing the instant, the planner takes a list for short and sorts what an index has in order: 5 ms of 5,000 articles.
      { enable_sort: 'off' },
    );
  }

  /** Whether so much is waiting that more would wait too long. */
  get isOverloaded(): boolean {
    return this.pool.waitingCount >= MAX_WAITING_STATEMENTS;
  }

  /** undefined where the preview is unknown, has expired or was revoked: it shows nothing then. */
  async kindOf(preview: string): Promise<PreviewKind | undefined> {
    const known = this.kinds.get(preview);
    if (known !== undefined) return known;
    const [kind] = await withConnection(this.pool, async (connection) => {
      const { rows } = await connection.query<{ kind: PreviewKind | null }>(
        'SELECT delivery.preview_kind($1) AS kind',
        [preview],
      );
      return rows.map((row) => row.kind);
    });
    if (kind) this.kinds.set(preview, kind);
    return kind ?? undefined;
  }

  /** Reads what the preview shows, and nothing once it has ended. */
  presenting(preview: string): DeliveryReader {
    const run = <Row extends pg.QueryResultRow>(statement: pg.QueryConfig): Promise<Row[]> =>
      withConnection(this.pool, async (connection) => {
        await this.present(connection, preview);
        return execute<Row>(connection, statement);
      });
    return {
      query: <Row extends object>({ text, values }: Sql) => run<Row>({ text, values }),
      rows: <Row extends unknown[]>(text: string, values: unknown[], name?: string) =>
        run<Row>({ text, values, name, rowMode: 'array' } as pg.QueryConfig),
    };
  }

  private async present(connection: pg.PoolClient, preview: string): Promise<void> {
    if (this.presented.get(connection) === preview) return;
    this.presented.delete(connection);
    await connection.query("SELECT set_config('copydesk.preview', $1, false)", [preview]);
    this.presented.set(connection, preview);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}
