// What is prepared on each of delivery's connections. PostgreSQL keeps the plan of a prepared statement, which takes 180 times
// as many bytes as its text, as measured: 60 documents of 3 KB made its sessions grow to 6.5 GB.
import { LRUCache } from 'lru-cache';
import type pg from 'pg';

/** A longer statement is planned anew each time, which takes 10 ms at most: its plan would take 3 MB and more. */
const MAX_STATEMENT_LENGTH = 16_000;
/** Of all that is prepared on one connection: 24 MB of its session. */
const MAX_PREPARED_LENGTH = 128_000;

interface Prepared {
  /** Lengths, by name: what has not been used for longest falls out. */
  readonly lengths: LRUCache<string, number>;
  /** What has fallen out, and is to be deallocated. */
  readonly evicted: string[];
}

const preparedOn = new WeakMap<pg.PoolClient, Prepared>();

/** Prepares the statement where it has a name and is not too long. */
export async function execute<Row extends pg.QueryResultRow>(
  connection: pg.PoolClient,
  statement: pg.QueryConfig,
): Promise<Row[]> {
  const { name, text } = statement;
  const isPrepared = name !== undefined && text.length <= MAX_STATEMENT_LENGTH;
  const madeRoom = isPrepared ? makeRoom(connection, name, text.length) : undefined;
  if (madeRoom !== undefined) await madeRoom;
  const { rows } = await connection.query<Row>(isPrepared ? statement : { ...statement, name: undefined });
  return rows;
}

function makeRoom(connection: pg.PoolClient, name: string, length: number): Promise<void> | undefined {
  const { lengths, evicted } = preparedOn.get(connection) ?? nothingPreparedOn(connection);
  lengths.set(name, length);
  return evicted.length > 0 ? deallocate(connection, evicted.splice(0)) : undefined;
}

function nothingPreparedOn(connection: pg.PoolClient): Prepared {
  const evicted: string[] = [];
  const lengths = new LRUCache<string, number>({
    maxSize: MAX_PREPARED_LENGTH,
    sizeCalculation: (length) => length,
    dispose: (_, name, reason) => {
      if (reason === 'evict') evicted.push(name);
    },
  });
  const prepared = { lengths, evicted };
  preparedOn.set(connection, prepared);
  return prepared;
}

/** pg has no name for it: what it takes for prepared is a field of its own connection. */
type Parsed = pg.PoolClient & { readonly connection: { readonly parsedStatements: Record<string, string> } };

async function deallocate(connection: pg.PoolClient, names: readonly string[]): Promise<void> {
  const { parsedStatements } = (connection as Parsed).connection;
  for (const name of names) {
    // One that PostgreSQL refused was never prepared.
    if (parsedStatements[name] === undefined) continue;
    delete parsedStatements[name];
    await connection.query(`DEALLOCATE "${name}"`);
  }
}
