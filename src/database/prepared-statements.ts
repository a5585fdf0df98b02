// What is prepared on each of delivery's connections. PostgreSQL keeps the plan of a prepared statement, which takes 180 times
// as many bytes as its text, as measured: 60 documents of 3 KB made its sessions grow to 6.5 GB.
import { LRUCache } from 'lru-cache';
import type pg from 'pg';

/** A longer statement is planned anew each time, which takes 10 ms at most: its plan would take 3 MB and more. */
const MAX_STATEMENT_LENGTH = 16_000;
/** Of all that is prepared on one connection: 24 MB of its session. */
const MAX_PREPARED_LENGTH = 128_000;

/** The lengths of what is prepared, by name. What has not been used for longest is deallocated. */
const prepared = new WeakMap<pg.PoolClient, LRUCache<string, number>>();

/** Prepares the statement where it has a name and is not too long. */
export async function execute<Row extends pg.QueryResultRow>(
  connection: pg.PoolClient,
  statement: pg.QueryConfig,
): Promise<Row[]> {
  const { name, text } = statement;
  const isPrepared = name !== undefined && text.length <= MAX_STATEMENT_LENGTH;
  if (isPrepared) preparedOn(connection).set(name, text.length);
  const { rows } = await connection.query<Row>(isPrepared ? statement : { ...statement, name: undefined });
  return rows;
}

function preparedOn(connection: pg.PoolClient): LRUCache<string, number> {
  const known = prepared.get(connection);
  if (known !== undefined) return known;
  const names = new LRUCache<string, number>({
    maxSize: MAX_PREPARED_LENGTH,
    sizeCalculation: (length) => length,
    dispose: (_, name, reason) => {
      if (reason === 'evict') deallocate(connection, name);
    },
  });
  prepared.set(connection, names);
  return names;
}

/** pg has no name for it: what it takes for prepared is a field of its own connection. */
type Parsed = pg.PoolClient & { readonly connection: { readonly parsedStatements: Record<string, string> } };

function deallocate(connection: pg.PoolClient, name: string): void {
  const { parsedStatements } = (connection as Parsed).connection;
  // One that PostgreSQL refused was never prepared.
  if (parsedStatements[name] === undefined) return;
  delete parsedStatements[name];
  // Before the next statement of this connection, which tells of it where the connection is lost.
  connection.query(`DEALLOCATE "${name}"`).catch(() => undefined);
}
