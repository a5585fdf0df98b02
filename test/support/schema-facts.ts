// What a database looks like, as one line a fact, for comparing two of them: Prisma's own comparison cannot read every
// catalogue through a driver adapter.

import pg from 'pg';
import { withSchemaEngine } from '../../src/database/schema-engine.js';

const FACTS = `
  WITH tables AS (
    SELECT c.oid, n.nspname || '.' || c.relname AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('desk', 'delivery') AND c.relkind = 'r'
  )
  SELECT 'column ' || t.name || ' ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
         || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
         || CASE WHEN a.attgenerated = '' THEN coalesce(' ' || pg_get_expr(d.adbin, d.adrelid), '') ELSE '' END AS fact
  FROM tables t
  JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
  UNION ALL
  SELECT 'index ' || pg_get_indexdef(i.indexrelid) FROM tables t JOIN pg_index i ON i.indrelid = t.oid
  UNION ALL
  SELECT 'key ' || t.name || ' ' || c.conname || ' '
         || replace(pg_get_constraintdef(c.oid), ' DEFERRABLE INITIALLY DEFERRED', '')
  FROM tables t JOIN pg_constraint c ON c.conrelid = t.oid AND c.contype IN ('p', 'u', 'f')
  UNION ALL
  SELECT 'enum ' || e.enumtypid::regtype || ' ' || string_agg(e.enumlabel, ' ' ORDER BY e.enumsortorder)
  FROM pg_enum e GROUP BY e.enumtypid
  ORDER BY fact`;

export async function factsOf(url: string): Promise<string[]> {
  const session = new pg.Client(url);
  await session.connect();
  try {
    return (await session.query<{ fact: string }>(FACTS)).rows.map((row) => row.fact);
  } finally {
    await session.end();
  }
}

/** Makes what `schema` says, a schema.prisma, in the empty database at `url`. */
export async function buildSchema(url: string, schema: string): Promise<void> {
  await withSchemaEngine(url, schema, async (engine) => {
    const { stdout } = await engine.diff({
      from: { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    const session = new pg.Client(url);
    await session.connect();
    await session.query(stdout ?? '').finally(() => session.end());
  });
}
