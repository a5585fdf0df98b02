// Copies of an article with all its rows in both schemas, under new ids and slugs: for tests that need hundreds of
// articles in a state to which the desk's own way is long. What is copied was made through the desk.
import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { newId, typeOfId } from '../../src/domain/identity.js';

const OF_REVISIONS = 'revision_id IN (SELECT id FROM desk.revisions WHERE article_id = $1)';
const TABLES = {
  'desk.articles': 'id = $1',
  'desk.article_owners': 'article_id = $1',
  'desk.article_slugs': 'article_id = $1',
  'desk.revisions': 'article_id = $1',
  'desk.revision_authors': OF_REVISIONS,
  'desk.revision_tags': OF_REVISIONS,
  'desk.publications': 'article_id = $1',
  'desk.events': 'article_id = $1',
  'delivery.articles': 'article_id = $1',
  'delivery.past_articles': 'article_id = $1',
  'delivery.listings': 'article_id = $1',
  'delivery.slugs': 'id = $1',
};

const rowsIn = (tables: Readonly<Record<string, string>>) =>
  Object.entries(tables)
    .map(([table, where]) => `SELECT '${table}' AS table, to_jsonb(x) AS row FROM ${table} x WHERE ${where}`)
    .join(' UNION ALL ');

const EVERYTHING = rowsIn({ ...TABLES, 'delivery.changes': '$1 = ANY (keys)' });

/** Every row of an article in both schemas, and of the numbers of its changes. */
export async function rowsOf(owner: Pool, articleId: string): Promise<unknown[]> {
  // Prepared: to plan it takes PostgreSQL longer than to run it.
  const text = `SELECT * FROM (${EVERYTHING}) found ORDER BY found.table, row::text`;
  const { rows } = await owner.query({ name: 'rows of an article', text, values: [articleId] });
  return rows;
}

/** @returns makes a copy of an article and answers the ids that its parts have instead of the old */
export async function articleCopies(
  owner: Pool,
): Promise<(articleId: string) => Promise<Map<string, string>>> {
  const { rows: columns } = await owner.query<{ table: string; columns: string }>(`
    SELECT table_schema || '.' || table_name AS table, string_agg(quote_ident(column_name), ', ') AS columns
    FROM information_schema.columns
    WHERE is_generated = 'NEVER' AND coalesce(column_default, '') NOT LIKE 'nextval%'
    GROUP BY 1`);
  const inserts = columns
    .filter(({ table }) => table in TABLES)
    .map(
      ({ table, columns: names }, i) => `t${i} AS (INSERT INTO ${table} (${names})
        SELECT ${names} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb -> '${table}'))`,
    );
  // One statement: the rows refer to each other, which PostgreSQL checks at its end.
  const insert = `WITH ${inserts.join(', ')} SELECT 1`;

  return async (articleId) => {
    const { rows } = await owner.query<{ table: string; row: { slug: string } }>({
      name: 'rows to copy',
      text: rowsIn(TABLES),
      values: [articleId],
    });
    const suffix = randomBytes(6).toString('hex');
    const slugs = rows
      .filter(({ table }) => table === 'desk.article_slugs' || table === 'desk.revisions')
      .map(({ row }) => row.slug);
    const ids = new Map<string, string>();
    const renewed = JSON.stringify(grouped(rows))
      .replace(/"((?:art|rev|pub|evt)_[0-9a-z]{26})"/g, (_, id: string) => {
        const type = typeOfId(id);
        const renewedId = ids.get(id) ?? (type && newId(type)) ?? id;
        ids.set(id, renewedId);
        return JSON.stringify(renewedId);
      })
      .replace(/"slug":"([^"]+)"/g, (whole, slug: string) =>
        slugs.includes(slug) ? `"slug":"${slug}-${suffix}"` : whole,
      );
    await owner.query({ name: 'copy', text: insert, values: [renewed] });
    return ids;
  };
}

function grouped(rows: readonly { table: string; row: object }[]): Record<string, object[]> {
  const found: Record<string, object[]> = {};
  for (const { table, row } of rows) (found[table] ??= []).push(row);
  return found;
}
