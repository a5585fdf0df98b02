// Pages of articles: which stand on a page is read from the listings' index alone, then their columns are fetched.
// A page of a deep place costs what the first one costs.
import sql, { empty, raw, type Sql } from 'sql-template-tag';
import type { DeliveryDatabase } from '../../database/delivery.database.js';
import type { ArticleOrder } from '../../graphql/generated/delivery.js';
import { groupedBy, inOrderOf } from '../../graphql/loaders.js';
import { between, orderBy, ordered, type Keyset, type Page } from '../../graphql/paging.js';
import type { DeliveryContext } from '../delivery-context.js';
import { dependsOn, showsArticles } from '../dependencies.js';
import type { ArticleRow } from '../rows.js';
import { relationsOf, type Relations } from '../viewpoint.js';
import { within, type ArticleFilter } from './article-filter.js';

const keyset = (name: string, instant: 'published_at' | 'live_from', descending: boolean): Keyset => ({
  name,
  columns: [
    { expression: raw(`listing.${instant}`), type: 'timestamptz', descending },
    { expression: raw('listing.article_id'), type: 'text', descending },
  ],
});

export const ARTICLE_ORDERS: Readonly<Record<ArticleOrder, Keyset>> = {
  NEWEST: keyset('newest', 'published_at', true),
  OLDEST: keyset('oldest', 'published_at', false),
  RECENTLY_UPDATED: keyset('updated', 'live_from', true),
};

/** An article's place in an order, for its cursor. */
export const placeIn =
  (order: ArticleOrder) =>
  (article: ArticleRow): readonly string[] => [
    (order === 'RECENTLY_UPDATED' ? article.updatedAt : article.publishedAt).toISOString(),
    article.id,
  ];

/** What a page is cut from: its order, the part of it, and the columns of what stands there. */
export interface Cut {
  readonly page: Page;
  readonly order: Keyset;
  readonly columns: Sql;
}

/** The articles of one page, and one more where there are more. */
export async function pageOfArticles(
  database: DeliveryDatabase,
  context: DeliveryContext,
  filter: ArticleFilter,
  { page, order, columns }: Cut,
): Promise<ArticleRow[]> {
  const relations = relationsOf(context.viewpoint);
  const [lists, ...groups] = filter.groups;
  dependsOn(context, filter.groups.flat());
  const heads = headsOf(relations, lists, within(relations, filter, groups, raw('listing')), page, order);
  // Of several lists, an article may head more than one.
  const listing =
    lists.length === 1
      ? heads
      : sql`(SELECT DISTINCT listing.* FROM ${heads} ${ordered(page, order)}) listing`;
  const rows = await database.query<ArticleRow>(sql`
    SELECT ${columns} FROM ${listing} JOIN ${relations.articles} a USING (publication_id)
    ${orderBy(page, order)}`);
  return showsArticles(context, rows);
}

/** The same page of each of several lists, in one statement; in the order of `lists`. */
export async function pageOfEach(
  database: DeliveryDatabase,
  context: DeliveryContext,
  lists: readonly string[],
  { page, order, columns }: Cut,
): Promise<ArticleRow[][]> {
  const relations = relationsOf(context.viewpoint);
  dependsOn(context, lists);
  const heads = headsOf(relations, lists, empty, page, order);
  const rows = await database.query<ArticleRow & { listId: string }>(sql`
    SELECT list.id AS "listId", ${columns} FROM ${heads} JOIN ${relations.articles} a USING (publication_id)
    ${orderBy(page, order)}`);
  return groupedBy(lists, showsArticles(context, rows), (row) => row.listId);
}

/** `list` and `listing`: the first of each list, from where the page begins. */
const headsOf = (
  { listings }: Relations,
  lists: readonly string[],
  conditions: Sql,
  page: Page,
  order: Keyset,
): Sql => sql`
  unnest(${lists}::text[]) AS list (id) CROSS JOIN LATERAL (
    SELECT listing.publication_id, listing.article_id, listing.published_at, listing.live_from
    FROM ${listings} listing
    WHERE listing.list_id = list.id${conditions}${between(page, order)}
    ${ordered(page, order)}) listing`;

/** How many articles a filter leaves, by counting. */
export async function countArticles(
  database: DeliveryDatabase,
  context: DeliveryContext,
  filter: ArticleFilter,
): Promise<number> {
  const relations = relationsOf(context.viewpoint);
  const [lists, ...groups] = filter.groups;
  const count = lists.length === 1 ? sql`count(*)` : sql`count(DISTINCT listing.publication_id)`;
  const [counted] = await database.query<{ total: number }>(sql`
    SELECT ${count} AS total FROM ${relations.listings} listing
    WHERE listing.list_id = ANY(${lists})${within(relations, filter, groups, raw('listing'))}`);
  return counted?.total ?? 0;
}

/** How many articles a list has, as it is kept: as cheap for a long list as for a short one. */
export async function articleCount(
  database: DeliveryDatabase,
  context: DeliveryContext,
  list: string,
): Promise<number> {
  const { counts } = relationsOf(context.viewpoint);
  dependsOn(context, [list]);
  const loader = context.loaders.of<string, { total: number } | null>(articleCount, async (ids) => {
    const rows = await database.query<{ id: string; total: number }>(
      sql`SELECT id, article_count AS total FROM ${counts} c WHERE id = ANY(${ids})`,
    );
    return inOrderOf(ids, rows, (row) => row.id);
  });
  return (await loader.load(list))?.total ?? 0;
}
