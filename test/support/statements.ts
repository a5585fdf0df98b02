// The statements that the servers on a database send it, as PostgreSQL itself counts them: each once for every time that it
// was executed, with parameters instead of constants.
import { cloneDatabase, inCluster, type TestDatabase } from './database.js';

/** Statements that a server sends at any moment, as the desk: to learn what time has done, what others have changed, and what search lacks. */
const BACKGROUND =
  'WHERE NOT go_live_recorded|AS missing|FROM delivery\\.(changes|content_seq)|WITH next AS MATERIALIZED';

/** A database whose statements are counted, from its next connections on. */
export async function countedDatabase(): Promise<TestDatabase> {
  const database = await cloneDatabase();
  await inCluster(`ALTER DATABASE ${nameOf(database.url)} SET pg_stat_statements.track = 'top'`);
  return database;
}

export async function statementsDuring<T>(
  databaseUrl: string,
  work: () => Promise<T>,
): Promise<{ result: T; statements: string[] }> {
  const database = `(SELECT oid FROM pg_database WHERE datname = '${nameOf(databaseUrl)}')`;
  await inCluster(`SELECT pg_stat_statements_reset(0, ${database})`);
  const result = await work();
  const rows = await inCluster<{ query: string }>(`
    SELECT query FROM pg_stat_statements, generate_series(1, calls)
    WHERE dbid = ${database} AND (userid = 'copydesk_delivery'::regrole
      OR userid = 'copydesk_desk'::regrole AND query !~ '${BACKGROUND}')`);
  return { result, statements: rows.map(({ query }) => query) };
}

const nameOf = (databaseUrl: string) => new URL(databaseUrl).pathname.slice(1);
