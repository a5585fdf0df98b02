// Pages of articles: which stand on a page is read from the listings' index alone, then the columns of these are. A page
// of a deep place costs what the first one costs.
import sql, { empty, raw, Sql } from 'sql-template-tag';
import type { ArticleOrder } from '../../graphql/generated/delivery.js';
import { cursorRange, orderBy, ordered, type Keyset } from '../../graphql/paging.js';
import type { SelectedField } from '../compiler/selected-field.js';
import { connection, positionIn } from '../compiler/connection.js';
import { pageOf } from '../compiler/page-args.js';
import type { JsonSelect, Select } from '../compiler/json-select.js';
import { countOf, type CompileContext } from '../compiler/compile-context.js';
import { listedArticleJson } from './article.json.js';

const keyset = (name: string, instant: 'published_at' | 'live_from', descending: boolean): Keyset => ({
  name,
  columns: [
    { expression: raw(`listing.${instant}`), type: 'timestamptz', descending },
    { expression: raw('listing.article_id'), type: 'text', descending },
  ],
});

const ORDERS: Readonly<Record<ArticleOrder, Keyset>> = {
  NEWEST: keyset('newest', 'published_at', true),
  OLDEST: keyset('oldest', 'published_at', false),
  RECENTLY_UPDATED: keyset('updated', 'live_from', true),
};

/** What pages of articles are cut from: the list with this id, or all of these, in which an article is there once. */
export interface Source {
  readonly list: Sql | readonly string[];
  /** On a row of `listing`; begins with AND, or is empty. */
  readonly conditions: Sql;
  readonly total: () => Sql;
}

/** The articles of one list. */
export const articlesOf = (
  field: SelectedField,
  list: Sql,
  select: JsonSelect,
  context: CompileContext,
): Select =>
  articlesFrom(field, select, context, { list, conditions: empty, total: () => countOf(context, list) });

export function articlesFrom(
  field: SelectedField,
  select: JsonSelect,
  context: CompileContext,
  source: Source,
): Select {
  const articleOrder = field.value<ArticleOrder>('orderBy');
  const order = ORDERS[articleOrder];
  const page = pageOf(field, order);
  const { listings, articles } = context.relations;
  const [first] = order.columns;
  const bound = first ? sql` AND ${first.expression} <= ${context.latestInstant}` : empty;

  const headsOf = (list: Sql, limit: number) => sql`
    SELECT listing.publication_id, listing.article_id, listing.published_at, listing.live_from
    FROM ${listings} listing WHERE listing.list_id = ${list}${bound}${source.conditions}${cursorRange(page, order)}
    ${ordered(page, order, limit)}`;
  const heads = (limit: number) =>
    source.list instanceof Sql
      ? headsOf(source.list, limit)
      : sql`
        SELECT DISTINCT listing.* FROM unnest(${source.list}::text[]) AS list (id)
        CROSS JOIN LATERAL (${headsOf(raw('list.id'), limit)}) listing ${ordered(page, order, limit)}`;

  return connection(field, select, {
    type: 'ArticleConnection',
    page,
    keyset: order,
    keys: [raw(articleOrder === 'RECENTLY_UPDATED' ? 'a.live_from' : 'a.published_at'), raw('a.article_id')],
    rows: (limit, numbered) => sql`(
      SELECT a.*${numbered ? raw(', listing.position') : empty}
      FROM (SELECT *${numbered ? positionIn(page, order) : empty} FROM (${heads(limit)}) listing) listing
      JOIN ${articles} a USING (publication_id) ${orderBy(page, order)}) a`,
    row: raw('a'),
    node: (part) => listedArticleJson(part, select, context),
    total: source.total,
  });
}
