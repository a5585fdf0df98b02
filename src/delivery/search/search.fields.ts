// Full-text search over the articles of a perspective: what matches, how well, and where.
import sql, { empty, raw, type Sql } from 'sql-template-tag';
import { z } from 'zod';
import { isVisible } from '../../domain/text.js';
import type { ArticleWhere } from '../../graphql/generated/delivery.js';
import { parseInput } from '../../graphql/collect-errors.js';
import { withoutLooseHyphens } from '../../graphql/text-input.js';
import { cursorRange, orderBy, ordered, type Keyset } from '../../graphql/paging.js';
import { articleFilter, within } from '../articles/article-filter.js';
import { listedArticleJson } from '../articles/article.json.js';
import { listTag, SITE } from '../cache/cache-tags.js';
import type { FieldCompilers } from '../compiler/compile-context.js';
import { connection, positionIn } from '../compiler/connection.js';
import { pageOf } from '../compiler/page-args.js';
import { mapPlaceholder, resolvePlaceholder } from '../compiler/placeholder.js';
import { snippetHtml } from './snippet.js';

const Words = z
  .string()
  .max(500, 'query may have 500 characters at most.')
  .refine(isVisible, 'query must say what to look for.')
  .transform(withoutLooseHyphens);

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

export const searchFields: FieldCompilers<'search'> = {
  search: async (field, select, context) => {
    const words = mapPlaceholder(field.placeholder<string>('query') ?? '', (text) =>
      parseInput(Words, text, 'query'),
    );
    // The first request's words are checked before its other arguments; later ones', before the statement is executed.
    resolvePlaceholder(words, field.variableValues);
    select.requireValid([words]);
    // As people write it: words, "a phrase", -not, or.
    const query = sql`websearch_to_tsquery('delivery.copydesk', ${words})`;
    const page = pageOf(field, BEST_FIRST);
    const filter = await articleFilter(context, field.value<ArticleWhere | null | undefined>('where'));
    const { articles } = context.relations;
    // Whatever is published may match.
    context.addTags(listTag(SITE), ...filter.groups.flat().map(listTag));
    const groups = filter.groups.filter((group) => group[0] !== SITE);
    const matching = sql`a.search @@ ${query}${within(context.relations, filter, groups, raw('a'))}`;
    const hits = (limit: number): Sql => sql`
      SELECT hit.* FROM (
        SELECT a.publication_id, a.article_id, ts_rank(${WEIGHTS}, a.search, ${query}) AS rank
        FROM ${articles} a WHERE ${matching}
      ) hit
      WHERE true${cursorRange(page, BEST_FIRST)} ${ordered(page, BEST_FIRST, limit)}`;
    return connection(field, select, {
      type: 'SearchConnection',
      page,
      keyset: BEST_FIRST,
      keys: [raw('a.rank'), raw('a.article_id')],
      rows: (limit, numbered) => sql`(
        SELECT a.*, hit.rank${numbered ? raw(', hit.position') : empty}
        FROM (SELECT *${numbered ? positionIn(page, BEST_FIRST) : empty} FROM (${hits(limit)}) hit) hit
        JOIN ${articles} a USING (publication_id) ${orderBy(page, BEST_FIRST)}) a`,
      row: raw('a'),
      node: (part) => listedArticleJson(part, select, context),
      edge: () => snippetHtml(query),
      total: () => sql`(SELECT count(*) FROM ${articles} a WHERE ${matching})`,
    });
  },
};
