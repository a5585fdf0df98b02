// Full-text search over the articles of a viewpoint: what matches, how well, and where.
import sql, { empty, raw, type Sql } from 'sql-template-tag';
import { z } from 'zod';
import type { QuerySearchArgs } from '../../graphql/generated/delivery.js';
import { acceptable } from '../../graphql/input.js';
import { between, orderBy, ordered, pageOf, type Keyset } from '../../graphql/paging.js';
import { articleFilter, within } from '../articles/article-filter.js';
import { listedArticleShape } from '../articles/article.shape.js';
import { listKey, SITE } from '../dependencies.js';
import type { Reads } from '../reading.js';
import { connection, positionIn } from '../sql/connection.js';
import { snippetHtml } from './snippet.js';

const Words = z
  .string()
  .max(500, 'query may have 500 characters at most.')
  .refine((words) => words.trim() !== '', 'query must say what to look for.');

/**
 * Of D, C (body), B (excerpt) and A (title). Ranks add up over the places where words are near each other, so that only
 * weights this far apart keep a body that repeats them below a title that has them once.
 */
const WEIGHTS = raw(`'{0, 0.00001, 0.05, 1}'`);

const BEST_FIRST: Keyset = {
  name: 'best',
  columns: [
    { expression: raw('hit.rank'), type: 'float4', descending: true },
    { expression: raw('hit.article_id'), type: 'text', descending: true },
  ],
};

export const searchReads: Reads<'search'> = {
  search: async (field, level, site) => {
    const args = field.args<QuerySearchArgs>();
    // As people write it: words, "a phrase", -not, or.
    const query = sql`websearch_to_tsquery('delivery.copydesk', ${acceptable(Words, args.query, 'query')})`;
    const page = pageOf(args, BEST_FIRST);
    const filter = await articleFilter(site, args.where);
    const { articles } = site.relations;
    // Whatever is published may match.
    site.dependsOn(listKey(SITE), ...filter.groups.flat().map(listKey));
    const groups = filter.groups.filter((group) => group[0] !== SITE);
    const matching = sql`a.search @@ ${query}${within(site.relations, filter, groups, raw('a'))}`;
    const hits = (limit: number): Sql => sql`
      SELECT hit.* FROM (
        SELECT a.publication_id, a.article_id, ts_rank(${WEIGHTS}, a.search, ${query}) AS rank
        FROM ${articles} a WHERE ${matching}
      ) hit
      WHERE true${between(page, BEST_FIRST)} ${ordered(page, BEST_FIRST, limit)}`;
    return connection(field, level, {
      type: 'SearchConnection',
      page,
      keyset: BEST_FIRST,
      place: [raw('a.rank'), raw('a.article_id')],
      rows: (limit, numbered) => sql`(
        SELECT a.*, hit.rank${numbered ? raw(', hit.position') : empty}
        FROM (SELECT *${numbered ? positionIn(page, BEST_FIRST) : empty} FROM (${hits(limit)}) hit) hit
        JOIN ${articles} a USING (publication_id) ${orderBy(page, BEST_FIRST)}) a`,
      row: raw('a'),
      node: (part) => listedArticleShape(part, level, site),
      edge: () => snippetHtml(query),
      total: () => sql`(SELECT count(*) FROM ${articles} a WHERE ${matching})`,
    });
  },
};
