// Pages of articles: which stand on a page is read from the listings' index alone, then the columns of these are. A page
// of a deep place costs what the first one costs.
import sql, { empty, raw, Sql } from 'sql-template-tag';
import type { ArticleOrder } from '../../graphql/generated/delivery.js';
import { between, orderBy, ordered, pageOf, type ConnectionArgs, type Keyset } from '../../graphql/paging.js';
import type { AskedField } from '../asked-field.js';
import { connection, positionIn } from '../sql/connection.js';
import type { Level, Select } from '../sql/level.js';
import { countOf, type Site } from '../site.js';

import { listedArticleShape } from './article.shape.js';

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

type ArticlesArgs = ConnectionArgs & { readonly orderBy: ArticleOrder };

/** What pages of articles are cut from: the list with this id, or all of these, in which an article is there once. */
export interface Source {
  readonly list: Sql | readonly string[];
  /** On a row of `listing`; begins with AND, or is empty. */
  readonly conditions: Sql;
  readonly total: () => Sql;
}

/** The archive of one list. */
export const articlesOf = (field: AskedField, list: Sql, level: Level, site: Site): Select =>
  articlesFrom(field, level, site, { list, conditions: empty, total: () => countOf(site, list) });

export function articlesFrom(field: AskedField, level: Level, site: Site, source: Source): Select {
  const args = field.args<ArticlesArgs>();
  const order = ORDERS[args.orderBy];
  const page = field.blame(() => pageOf(args, order));
  const { listings, articles } = site.relations;

  const headsOf = (list: Sql, limit: number) => sql`
    SELECT listing.publication_id, listing.article_id, listing.published_at, listing.live_from
    FROM ${listings} listing WHERE listing.list_id = ${list}${source.conditions}${between(page, order)}
    ${ordered(page, order, limit)}`;
  const heads = (limit: number) =>
    source.list instanceof Sql
      ? headsOf(source.list, limit)
      : sql`
        SELECT DISTINCT listing.* FROM unnest(${source.list}::text[]) AS list (id)
        CROSS JOIN LATERAL (${headsOf(raw('list.id'), limit)}) listing ${ordered(page, order, limit)}`;

  return connection(field, level, {
    type: 'ArticleConnection',
    page,
    keyset: order,
    place: [raw(args.orderBy === 'RECENTLY_UPDATED' ? 'a.live_from' : 'a.published_at'), raw('a.article_id')],
    rows: (limit, numbered) => sql`(
      SELECT a.*${numbered ? raw(', listing.position') : empty}
      FROM (SELECT *${numbered ? positionIn(page, order) : empty} FROM (${heads(limit)}) listing) listing
      JOIN ${articles} a USING (publication_id) ${orderBy(page, order)}) a`,
    row: raw('a'),
    node: (part) => listedArticleShape(part, level, site),
    total: source.total,
  });
}
