// Prepared statements that PostgreSQL no longer executes: a column has another type since, as during an upgrade, or the
// session has lost them. None of them was executed, so each may be sent again.
import pg from 'pg';

const INVALID_STATEMENT_NAME = '26000';
/** Of feature_not_supported, "cached plan must not change result type" alone comes from there. */
const [FEATURE_NOT_SUPPORTED, CACHED_PLAN] = ['0A000', 'RevalidateCachedQuery'];

export function isBrokenStatement(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return false;
  const { code, routine } = error;
  return code === INVALID_STATEMENT_NAME || (code === FEATURE_NOT_SUPPORTED && routine === CACHED_PLAN);
}

/** Closes a connection with a broken statement as it is given back: the next one prepares all anew. */
export function closeWhereBroken(pool: pg.Pool): void {
  const broken = new WeakSet<pg.PoolClient>();
  pool.on('connect', (client) => {
    client.connection.on('errorMessage', (error: unknown) => isBrokenStatement(error) && broken.add(client));
  });
  pool.on('release', (_, client) => {
    if (broken.has(client)) void client.end();
  });
}

/** Sends a statement once more, unnamed, where it was broken: its connection is closed, and others may know it as well. */
export async function retryBroken<T>(
  statement: pg.QueryConfig,
  send: (statement: pg.QueryConfig) => Promise<T>,
): Promise<T> {
  try {
    return await send(statement);
  } catch (error) {
    if (!isBrokenStatement(error)) throw error;
    return send({ ...statement, name: undefined });
  }
}

/** The same for every statement that a pool itself sends. One in a transaction fails: that is over by then. */
export function retryBrokenOf(pool: pg.Pool): void {
  const query = pool.query.bind(pool) as (statement: pg.QueryConfig, values?: unknown[]) => Promise<unknown>;
  pool.query = ((statement: pg.QueryConfig | string, values?: unknown[]) =>
    typeof statement === 'string'
      ? query({ text: statement }, values)
      : retryBroken(statement, (each) => query(each, values))) as typeof pool.query;
}
