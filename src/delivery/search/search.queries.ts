// Full-text search over the articles of a viewpoint: what matches, how well, and where.
import sql, { empty, raw, type Sql } from 'sql-template-tag';
import type { DeliveryDatabase } from '../../database/delivery.database.js';
import { between, orderBy, ordered, type Keyset, type Page } from '../../graphql/paging.js';
import { SITE, within, type ArticleFilter } from '../articles/article-filter.js';
import type { DeliveryContext } from '../delivery-context.js';
import { dependsOn, showsArticles } from '../dependencies.js';
import type { HitRow } from '../rows.js';
import { relationsOf, type Relations } from '../viewpoint.js';
import { snippetColumn } from './snippet.js';

/**
 * Of D, C (body), B (excerpt) and A (title). Ranks add up over the places where words are near each other, so that only
 * weights this far apart keep a body that repeats them below a title that has them once.
 */
const WEIGHTS = raw(`'{0, 0.00001, 0.05, 1}'`);

export const BEST_FIRST: Keyset = {
  name: 'best',
  columns: [
    { expression: raw('hit.rank'), type: 'float4', descending: true },
    { expression: raw('hit.article_id'), type: 'text', descending: true },
  ],
};

export const placeOfHit = ({ rank, id }: HitRow): readonly string[] => [String(rank), id];

export interface Search {
  /** As people write it: words, "a phrase", -not, or. */
  readonly words: string;
  readonly filter: ArticleFilter;
}

const queryOf = ({ words }: Search): Sql => sql`websearch_to_tsquery('delivery.copydesk', ${words})`;

const matching = (relations: Relations, search: Search): Sql => {
  const { filter } = search;
  const groups = filter.groups.filter((group) => group[0] !== SITE);
  return sql`a.search @@ ${queryOf(search)}${within(relations, filter, groups, raw('a'))}`;
};

export interface SearchCut {
  readonly page: Page;
  readonly columns: Sql;
  readonly withSnippets: boolean;
}

/** The hits of one page, and one more where there are more; passages are looked for in these only. */
export async function pageOfHits(
  database: DeliveryDatabase,
  context: DeliveryContext,
  search: Search,
  { page, columns, withSnippets }: SearchCut,
): Promise<HitRow[]> {
  const relations = relationsOf(context.viewpoint);
  // Whatever is published may match.
  dependsOn(context, [SITE]);
  const rows = await database.query<HitRow>(sql`
    SELECT hit.rank, ${columns}${withSnippets ? sql`, ${snippetColumn(queryOf(search))}` : empty}
    FROM (
      SELECT hit.* FROM (
        SELECT a.publication_id, a.article_id, ts_rank(${WEIGHTS}, a.search, ${queryOf(search)}) AS rank
        FROM ${relations.articles} a WHERE ${matching(relations, search)}
      ) hit
      WHERE true${between(page, BEST_FIRST)} ${ordered(page, BEST_FIRST)}
    ) hit
    JOIN ${relations.articles} a USING (publication_id) ${orderBy(page, BEST_FIRST)}`);
  return showsArticles(context, rows);
}

export async function countHits(
  database: DeliveryDatabase,
  { viewpoint }: DeliveryContext,
  search: Search,
): Promise<number> {
  const relations = relationsOf(viewpoint);
  const [counted] = await database.query<{ total: number }>(
    sql`SELECT count(*) AS total FROM ${relations.articles} a WHERE ${matching(relations, search)}`,
  );
  return counted?.total ?? 0;
}
