// What PostgreSQL's catalogue says of our two schemas, as one line a fact: columns, keys, indexes, triggers and whether they are
// enabled, views, functions, and everybody's rights.
import type pg from 'pg';

const FACTS = `
  WITH spaces AS (SELECT oid FROM pg_namespace WHERE nspname IN ('desk', 'delivery'))
  SELECT 'schema ' || n.oid::regnamespace || ' ' || coalesce(n.nspacl::text, '') AS fact
  FROM pg_namespace n WHERE oid IN (SELECT oid FROM spaces)
  UNION ALL
  SELECT concat_ws(' ', 'relation', relkind, relpersistence, oid::regclass, relacl, relowner::regrole,
    CASE relkind WHEN 'v' THEN pg_get_viewdef(oid) WHEN 'i' THEN pg_get_indexdef(oid) END)
  FROM pg_class WHERE relnamespace IN (SELECT oid FROM spaces)
  UNION ALL
  SELECT concat_ws(' ', 'column', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull, attgenerated, attidentity,
    (SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = attrelid AND adnum = attnum))
  FROM pg_attribute JOIN pg_class c ON c.oid = attrelid AND relkind = 'r'
  WHERE relnamespace IN (SELECT oid FROM spaces) AND attnum > 0 AND NOT attisdropped
  UNION ALL
  SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid))
  FROM pg_constraint WHERE connamespace IN (SELECT oid FROM spaces)
  UNION ALL
  SELECT concat_ws(' ', 'trigger', tgenabled, pg_get_triggerdef(t.oid)) FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
  WHERE NOT tgisinternal AND relnamespace IN (SELECT oid FROM spaces)
  UNION ALL
  SELECT concat_ws(' ', 'function', proacl, pg_get_functiondef(oid)) FROM pg_proc WHERE pronamespace IN (SELECT oid FROM spaces)
  UNION ALL
  SELECT concat_ws(' ', 'default', defaclrole::regrole, defaclnamespace::regnamespace, defaclobjtype, defaclacl) FROM pg_default_acl
  ORDER BY fact`;

export async function catalogueOf(owner: pg.Pool): Promise<string[]> {
  return (await owner.query<{ fact: string }>(FACTS)).rows.map(({ fact }) => fact);
}
