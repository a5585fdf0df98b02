// The fields of the query that give articles.
import sql, { raw } from 'sql-template-tag';
import type { QueryArticlesArgs } from '../../graphql/generated/delivery.js';
import { listKey } from '../dependencies.js';
import { lookup, type LookupArgs } from '../lookup.js';
import type { Reads } from '../reading.js';
import { countOf } from '../site.js';
import { articleFilter, onlyListOf, within } from './article-filter.js';
import { articleShape } from './article.shape.js';
import { articlesFrom } from './articles.connection.js';

export const articleReads: Reads<'article' | 'articles'> = {
  article: (field, level, site) => {
    const row = { relation: sql`${site.relations.articles} a`, id: raw('a.article_id') };
    const { from, where } = lookup(field.args<LookupArgs>(), 'article', row, site);
    return level.one(articleShape(field, level, site), from, where);
  },

  articles: async (field, level, site) => {
    const filter = await articleFilter(site, field.args<QueryArticlesArgs>().where);
    const [list, ...others] = filter.groups;
    site.dependsOn(...filter.groups.flat().map(listKey));
    const only = onlyListOf(filter);
    const conditions = within(site.relations, filter, others, raw('listing'));
    return articlesFrom(field, level, site, {
      list: list.length === 1 ? sql`${list[0]}` : list,
      conditions,
      total: () =>
        only === undefined
          ? sql`(SELECT count(DISTINCT listing.publication_id) FROM ${site.relations.listings} listing
                 WHERE listing.list_id = ANY(${list})${conditions})`
          : countOf(site, sql`${only}`),
    });
  },
};
