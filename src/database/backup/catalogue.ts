// What PostgreSQL's catalogue says of our tables, so that a new one is in the next backup without being named here.

import type pg from 'pg';
import type { BackupHeader, BackupTable } from './checked-backup.js';

/**
 * Whose rows are not kept. A session that was ended after the backup must not come back to life, and people sign in again;
 * attempts to sign in are a matter of minutes.
 */
const TABLES_WITHOUT_ROWS = ['desk.sessions', 'desk.refresh_tokens', 'desk.rate_limits'];

/** All but what PostgreSQL itself does not keep over a crash. Generated columns are generated again. */
export async function tablesOf(session: pg.Client): Promise<BackupTable[]> {
  const { rows } = await session.query<BackupTable>(
    `SELECT c.oid::regclass::text AS name, ARRAY(
       SELECT quote_ident(attname) FROM pg_attribute
       WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum) AS columns
     FROM pg_class c
     WHERE (relnamespace::regnamespace::text IN ('desk', 'delivery') OR c.oid = to_regclass('_prisma_migrations'))
       AND relkind = 'r' AND relpersistence = 'p' AND c.oid::regclass::text <> ALL ($1)
     ORDER BY name`,
    [TABLES_WITHOUT_ROWS],
  );
  return rows;
}

export async function sequencesOf(session: pg.Client): Promise<BackupHeader['sequences']> {
  const { rows: names } = await session.query<{ name: string }>(
    `SELECT oid::regclass::text AS name FROM pg_class
     WHERE relkind = 'S' AND relnamespace::regnamespace::text IN ('desk', 'delivery') ORDER BY name`,
  );
  const sequences = [];
  for (const { name } of names) {
    const { rows } = await session.query<{ value: string; isCalled: boolean }>(
      `SELECT last_value AS value, is_called AS "isCalled" FROM ${name}`,
    );
    sequences.push(...rows.map((row) => ({ name, ...row })));
  }
  return sequences;
}

export interface ForeignKey {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

export async function foreignKeysOf(session: pg.Client): Promise<ForeignKey[]> {
  const { rows } = await session.query<ForeignKey>(
    `SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
     FROM pg_constraint
     WHERE contype = 'f' AND connamespace::regnamespace::text IN ('desk', 'delivery') ORDER BY conrelid, conname`,
  );
  return rows;
}

/** Whatever somebody made in the database, the largest first. Extensions and what belongs to them do not count. */
export async function contentsOf(session: pg.Client): Promise<string[]> {
  const { rows } = await session.query<{ name: string }>(`
    WITH own AS (SELECT oid FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema')
    SELECT 'schema ' || oid::regnamespace AS name FROM own WHERE oid::regnamespace::text IN ('desk', 'delivery')
    UNION ALL
    SELECT 'relation ' || c.oid::regclass FROM pg_class c
    WHERE relnamespace IN (SELECT oid FROM own) AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
      AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = c.oid AND deptype = 'e')
    UNION ALL
    SELECT 'function ' || p.oid::regprocedure FROM pg_proc p
    WHERE pronamespace IN (SELECT oid FROM own)
      AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'e')
    ORDER BY name DESC`);
  return rows.map(({ name }) => name);
}
