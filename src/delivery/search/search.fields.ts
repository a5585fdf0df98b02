// Full-text search over the articles of a perspective: what matches, how well, and where.
import sql, { empty, raw, type Sql } from 'sql-template-tag';
import * as z from 'zod';
import { isVisible } from '../../domain/text.js';
import type { ArticleWhere } from '../../graphql/generated/delivery.js';
import { parseInput } from '../../graphql/collect-errors.js';
import { withoutLooseHyphens } from '../../graphql/text-input.js';
import { cursorRange, orderBy, ordered, type Keyset } from '../../graphql/paging.js';
import { articleFilter, within } from '../articles/article-filter.js';
import { listedArticleJson } from '../articles/article.json.js';
import { listTag, SITE, WORDS } from '../cache/cache-tags.js';
import type { FieldCompilers } from '../compiler/compile-context.js';
import { connection, positionIn } from '../compiler/connection.js';
import { pageOf } from '../compiler/page-args.js';
import { mapPlaceholder, resolvePlaceholder } from '../compiler/placeholder.js';
import { hitsOf, searchQuery } from './hits.js';
import { snippetHtml } from './snippet.js';

const Words = z
  .string()
  .max(500, 'query may have 500 characters at most.')
  .refine(isVisible, 'query must say what to look for.')
  .transform(withoutLooseHyphens);

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
    const query = searchQuery(words);
    const page = pageOf(field, BEST_FIRST);
    const filter = await articleFilter(context, field.value<ArticleWhere | null | undefined>('where'));
    const { articles } = context.relations;
    // Whatever is published may match.
    context.addTags(listTag(SITE), WORDS, ...filter.groups.flat().map(listTag));
    const groups = filter.groups.filter((group) => group[0] !== SITE);
    const hits = hitsOf(query, context.relations, within(context.relations, filter, groups, raw('a')));
    const best = (limit: number): Sql => sql`
      SELECT hit.* FROM (${hits}) hit WHERE true${cursorRange(page, BEST_FIRST)} ${ordered(page, BEST_FIRST, limit)}`;
    return connection(field, select, {
      type: 'SearchConnection',
      page,
      keyset: BEST_FIRST,
      keys: [raw('a.rank'), raw('a.article_id')],
      rows: (limit, numbered) => sql`(
        SELECT a.*, hit.rank${numbered ? raw(', hit.position') : empty}
        FROM (SELECT *${numbered ? positionIn(page, BEST_FIRST) : empty} FROM (${best(limit)}) hit) hit
        JOIN ${articles} a USING (publication_id) ${orderBy(page, BEST_FIRST)}) a`,
      row: raw('a'),
      node: (part) => listedArticleJson(part, select, context),
      edge: () => snippetHtml(query),
      total: () => sql`(SELECT count(*) FROM (${hits}) hit)`,
    });
  },
};
