// Fills a migrated, empty database with the data set by statements over whole tables: first the normalised ones, and from
// them the desk's and delivery's. Then it checks the rows against the renderer and against what publishing writes.
import { readFile } from 'node:fs/promises';
import type pg from 'pg';
import { renderMarkdown } from '../../src/content/render-markdown.js';
import { RENDERER_VERSION } from '../../src/content/renderer.js';
import { API_TOKEN_PREFIX, hashOfSecret } from '../../src/desk/users/secrets.js';
import { prose } from './prose.js';

/** Authenticates at the desk API of every data set. */
export const API_TOKEN = `${API_TOKEN_PREFIX}bench`;
/** Of a writer, who is there where the desk has all articles. */
export const WRITER_TOKEN = `${API_TOKEN_PREFIX}benchwriter`;

/** The newest articles, which the desk has too; desk.sql says why not the others. */
const DESK_ARTICLE_COUNT = 5000;

export interface DataSetOptions {
  /** The desk has all articles, and a queue, drafts, a writer and a calendar of the same size at any number of articles. */
  readonly isWhole?: boolean;
  /** So many of the articles are scheduled for next year; others are live. */
  readonly scheduled?: number;
  /** So many end next year. */
  readonly ending?: number;
}

export async function fillDataSet(
  database: pg.Client,
  articles: number,
  { isWhole = false, scheduled = 0, ending = 0 }: DataSetOptions = {},
): Promise<void> {
  const setSetting = (name: string, value: string) =>
    database.query('SELECT set_config($1, $2, false)', [name, value]);
  await setSetting('maintenance_work_mem', '1GB');
  await setSetting('work_mem', '256MB');
  await setSetting('synchronous_commit', 'off');
  await setSetting('bench.articles', String(articles));
  await setSetting('bench.desk_articles', String(isWhole ? articles : DESK_ARTICLE_COUNT));
  await setSetting('bench.scheduled', String(scheduled));
  await setSetting('bench.ending', String(ending));
  await setSetting('bench.popular', String(isWhole));
  await setSetting('bench.token_hash', hashOfSecret(API_TOKEN));
  await setSetting('bench.writer_token_hash', hashOfSecret(WRITER_TOKEN));
  await setSetting('bench.renderer', String(RENDERER_VERSION));

  await database.query('CREATE SCHEMA bench');
  await insertProse(database);
  await runSqlFile(database, 'normalised');
  await database.query(
    'VACUUM ANALYZE bench.articles, bench.article_tags, bench.article_authors, bench.tags, bench.authors',
  );
  const indexes = await dropIndexes(database);
  await runSqlFile(database, 'desk');
  await database.query('ANALYZE desk.publications');
  await runSqlFile(database, 'delivery');
  if (isWhole) await runSqlFile(database, 'newsroom');
  for (const index of indexes) await database.query(index);
  await database.query('VACUUM ANALYZE');
  await assertRendered(database);
  await assertProjected(database);
}

/** Runs a file as one transaction: an article and its first revision reference each other. */
const runSqlFile = async (database: pg.Client, name: string) =>
  database.query(await readFile(new URL(`${name}.sql`, import.meta.url), 'utf8'));

async function insertProse(database: pg.Client): Promise<void> {
  const { paragraphs, phrases } = prose();
  const createTableSql = (table: string, columns: string) => `
    CREATE TABLE bench.${table} AS
    SELECT (row_number() OVER () - 1)::int AS n, row.* FROM json_to_recordset($1) AS row (${columns})`;
  // CREATE TABLE AS takes no parameters.
  const createTable = (table: string, columns: string, content: readonly object[]) =>
    database.query(
      createTableSql(table, columns).replace('$1', () => database.escapeLiteral(JSON.stringify(content))),
    );
  await createTable('paragraphs', 'markdown text, html text, text text, words int, opening text', paragraphs);
  await createTable('phrases', 'title text, excerpt text', phrases);
  await database.query(`
    ALTER TABLE bench.paragraphs ADD PRIMARY KEY (n), ADD COLUMN search tsvector, ADD COLUMN found_by tsvector;
    UPDATE bench.paragraphs SET search = setweight(to_tsvector('delivery.copydesk', text), 'C'),
      found_by = setweight(to_tsvector('delivery.words', delivery.searchable_text(text)), 'C');
    ALTER TABLE bench.phrases ADD PRIMARY KEY (n)`);
  await database.query('VACUUM ANALYZE bench.paragraphs, bench.phrases');
}

/**
 * Drops indexes of the largest tables, since an index is built faster at once than row by row.
 * @returns the statements that create them again
 */
async function dropIndexes(database: pg.Client): Promise<string[]> {
  const { rows } = await database.query<{ name: string; definition: string }>(`
    SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index
    WHERE NOT indisunique AND indrelid = ANY (
      '{delivery.articles,delivery.listings,desk.revisions,desk.revision_words}'::regclass[])`);
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
      throw new Error('The bodies composed in the database differ from what the renderer makes of them.');
  }
}

async function assertProjected(database: pg.Client): Promise<void> {
  const { rows } = await database.query<{ different: string }>(`
    SELECT count(*) AS different
    FROM (SELECT * FROM desk.publications ORDER BY hashtext(id) LIMIT 1000) p
    JOIN desk.shaped_revisions s ON s.revision_id = p.revision_id
    LEFT JOIN delivery.articles a ON a.publication_id = p.id
    WHERE a.publication_id IS NULL OR NOT to_jsonb(a) @> (to_jsonb(s) - 'revision_id' - 'search')`);
  if (rows[0]?.different !== '0')
    throw new Error('Delivery does not have what publishing would have written.');
}
