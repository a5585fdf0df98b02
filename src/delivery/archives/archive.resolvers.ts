// The fields that tags and authors have in common, and their connections.
import type { GraphQLResolveInfo } from 'graphql';
import type { DeliveryDatabase } from '../../database/delivery.database.js';
import type { TagArticlesArgs } from '../../graphql/generated/delivery.js';
import { connectionOf, pageOf, type Connection, type ConnectionArgs } from '../../graphql/paging.js';
import { articleColumns, IN_CONNECTION } from '../articles/article.queries.js';
import { ARTICLE_ORDERS, articleCount, pageOfEach, placeIn } from '../articles/listings.queries.js';
import type { DeliveryContext } from '../delivery-context.js';
import type { ArchiveRow, ArticlePage, ArticleRow } from '../rows.js';
import { countArchives, pageOfArchives, type ArchiveKind, type ArchiveOrder } from './archive.queries.js';

type ArticlesArgs = TagArticlesArgs & { readonly orderBy: NonNullable<TagArticlesArgs['orderBy']> };

export const archiveFields = (database: DeliveryDatabase) => ({
  articles: async (
    archive: ArchiveRow,
    args: ArticlesArgs,
    context: DeliveryContext,
    info: GraphQLResolveInfo,
  ): Promise<ArticlePage> => {
    const order = ARTICLE_ORDERS[args.orderBy];
    const page = pageOf(args, order);
    // One statement for all that stand at one place of the query: there the nodes are the same, and so the arguments.
    const loader = context.loaders.of<string, ArticleRow[]>(info.fieldNodes, (lists) => {
      const columns = articleColumns(info, IN_CONNECTION);
      return pageOfEach(database, context.viewpoint, lists, { page, order, columns });
    });
    const rows = await loader.load(archive.id);
    const total = () => countOf(archive, context);
    return connectionOf(rows, page, order, placeIn(args.orderBy), async () => total());
  },
  articleCount: (archive: ArchiveRow, _args: object, context: DeliveryContext) => countOf(archive, context),
});
