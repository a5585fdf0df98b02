import type { DeliveryDatabase } from '../../database/delivery.database.js';
import type { Resolvers } from '../../graphql/generated/delivery.js';
import { connectionOf, pageOf } from '../../graphql/paging.js';
import type { DeliveryContext } from '../delivery-context.js';
import { exactlyOne } from '../lookup.js';
import { articleFilter, onlyListOf } from './article-filter.js';
import { articleAtSlug, articleColumns, articleWithId, IN_CONNECTION } from './article.queries.js';
import { ARTICLE_ORDERS, articleCount, countArticles, pageOfArticles, placeIn } from './listings.queries.js';

export const articleResolvers = (database: DeliveryDatabase) =>
  ({
    Query: {
      article: (_root, args, context, info) => {
        const given = exactlyOne(args);
        const columns = articleColumns(info);
        return 'slug' in given
          ? articleAtSlug(database, context, given.slug, columns)
          : articleWithId(database, context, given.id, columns);
      },
      articles: async (_root, args, context, info) => {
        const order = ARTICLE_ORDERS[args.orderBy];
        const page = pageOf(args, order);
        const filter = await articleFilter(database, context, args.where);
        const columns = articleColumns(info, IN_CONNECTION);
        const rows = await pageOfArticles(database, context, filter, { page, order, columns });
        const list = onlyListOf(filter);
        return connectionOf(rows, page, order, placeIn(args.orderBy), () =>
          list === undefined
            ? countArticles(database, context, filter)
            : articleCount(database, context, list),
        );
      },
    },
    Article: {
      body: (article) => article,
      seo: (article) => article,
    },
    Seo: {
      title: (article) => article.seoTitle,
      description: (article) => article.seoDescription,
    },
  }) satisfies Resolvers<DeliveryContext>;
