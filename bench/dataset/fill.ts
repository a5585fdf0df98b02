// Fills a migrated, empty database with the data set, set by set and straight into the tables: the normalised ones, and
// from them the desk's and delivery's. It makes sure that what it wrote is what the renderer and publishing would have.
import { readFile } from 'node:fs/promises';
import type pg from 'pg';
import { renderMarkdown } from '../../src/content/render-markdown.js';
import { API_TOKEN_PREFIX, hashOfSecret } from '../../src/desk/users/secrets.js';
import { prose } from './prose.js';

/** Opens the desk of every data set. */
export const API_TOKEN = `${API_TOKEN_PREFIX}bench`;

const DESK_ARTICLES = 5000;

export async function fill(database: pg.Client, articles: number): Promise<void> {
  const set = (name: string, value: string) =>
    database.query('SELECT set_config($1, $2, false)', [name, value]);
  await set('maintenance_work_mem', '1GB');
  await set('work_mem', '256MB');
  await set('synchronous_commit', 'off');
  await set('bench.articles', String(articles));
  await set('bench.desk_articles', String(DESK_ARTICLES));
  await set('bench.token_hash', hashOfSecret(API_TOKEN));

  await database.query('CREATE SCHEMA bench');
  await insertProse(database);
  await run(database, 'normalised');
  await database.query(
    'VACUUM ANALYZE bench.articles, bench.article_tags, bench.article_authors, bench.tags, bench.authors',
  );
  await run(database, 'desk');
  const indexes = await dropIndexes(database);
  await run(database, 'delivery');
  for (const index of indexes) await database.query(index);
  await database.query('VACUUM ANALYZE');
  await assertRendered(database);
  await assertShaped(database);
}

/** One file is one transaction: an article and its first revision name each other. */
const run = async (database: pg.Client, name: string) =>
  database.query(await readFile(new URL(`${name}.sql`, import.meta.url), 'utf8'));

async function insertProse(database: pg.Client): Promise<void> {
  const { paragraphs, phrases } = prose();
  const rows = (table: string, columns: string) => `
    CREATE TABLE bench.${table} AS
    SELECT (row_number() OVER () - 1)::int AS n, row.* FROM json_to_recordset($1) AS row (${columns})`;
  // CREATE TABLE AS takes no parameters.
  const make = (table: string, columns: string, content: readonly object[]) =>
    database.query(rows(table, columns).replace('$1', () => database.escapeLiteral(JSON.stringify(content))));
  await make('paragraphs', 'markdown text, html text, text text, words int, opening text', paragraphs);
  await make('phrases', 'title text, excerpt text', phrases);
  await database.query(`
    ALTER TABLE bench.paragraphs ADD PRIMARY KEY (n), ADD COLUMN search tsvector;
    UPDATE bench.paragraphs SET search = setweight(to_tsvector('delivery.copydesk', text), 'C');
    ALTER TABLE bench.phrases ADD PRIMARY KEY (n)`);
  await database.query('VACUUM ANALYZE bench.paragraphs, bench.phrases');
}

/** @returns what makes them again: an index is built faster at once than row by row */
async function dropIndexes(database: pg.Client): Promise<string[]> {
  const { rows } = await database.query<{ name: string; definition: string }>(`
    SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index
    WHERE indrelid IN ('delivery.articles'::regclass, 'delivery.listings'::regclass) AND NOT indisprimary`);
  for (const { name } of rows) await database.query(`DROP INDEX ${name}`);
  return rows.map((row) => row.definition);
}

async function assertRendered(database: pg.Client): Promise<void> {
  const { rows } = await database.query<
    Record<'markdown' | 'html' | 'text' | 'word_count' | 'opening', unknown>
  >('SELECT markdown, html, text, word_count, opening FROM bench.articles ORDER BY id LIMIT 3');
  for (const { markdown, ...stored } of rows) {
    const { html, text, wordCount, opening } = renderMarkdown(String(markdown));
    const rendered = { html, text, word_count: wordCount, opening };
    if (JSON.stringify(rendered) !== JSON.stringify(stored))
      throw new Error('The bodies put together in the database are not what the renderer makes of them.');
  }
}

async function assertShaped(database: pg.Client): Promise<void> {
  const { rows } = await database.query<{ different: string }>(`
    SELECT count(*) AS different
    FROM desk.publications p JOIN desk.shaped_revisions s ON s.revision_id = p.revision_id
    LEFT JOIN delivery.articles a ON a.publication_id = p.id
    WHERE a.publication_id IS NULL OR NOT to_jsonb(a) @> (to_jsonb(s) - 'revision_id' - 'search')`);
  if (rows[0]?.different !== '0')
    throw new Error('Delivery does not have what publishing would have written.');
}
