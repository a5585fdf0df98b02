// The fields of the query that give articles.
import sql, { raw } from 'sql-template-tag';
import type { ArticleWhere } from '../../graphql/generated/delivery.js';
import { listTag } from '../cache/cache-tags.js';
import { lookup } from '../compiler/lookup.js';

import { countOf, type FieldCompilers } from '../compiler/compile-context.js';
import { articleFilter, onlyListOf, within } from './article-filter.js';
import { articleJson } from './article.json.js';
import { articlesFrom } from './articles.connection.js';

export const articleFields: FieldCompilers<'article' | 'articles'> = {
  article: (field, select, context) => {
    const row = { relation: sql`${context.relations.articles} a`, id: raw('a.article_id') };
    const { from, where } = lookup(field, 'article', row, context);
    return select.row(articleJson(field, select, context), from, where);
  },

  articles: async (field, select, context) => {
    const filter = await articleFilter(context, field.value<ArticleWhere | null | undefined>('where'));
    const [list, ...others] = filter.groups;
    context.addTags(...filter.groups.flat().map(listTag));
    const only = onlyListOf(filter);
    const conditions = within(context.relations, filter, others, raw('listing'));
    return articlesFrom(field, select, context, {
      list: list.length === 1 ? sql`${list[0]}` : list,
      conditions,
      total: () =>
        only === undefined
          ? sql`(SELECT count(DISTINCT listing.publication_id) FROM ${context.relations.listings} listing
                 WHERE listing.list_id = ANY(${list})${conditions})`
          : countOf(context, sql`${only}`),
    });
  },
};
