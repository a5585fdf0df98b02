// What tags and authors have in common as GraphQL types: their archive, its count, and the connections of themselves.
import type { GraphQLResolveInfo } from 'graphql';
import type { DeliveryDatabase } from '../../database/delivery.database.js';
import type { ArticleOrder } from '../../graphql/generated/delivery.js';
import { connectionOf, pageOf, type Connection, type ConnectionArgs } from '../../graphql/paging.js';
import { articleColumns, IN_CONNECTION } from '../articles/article.queries.js';
import { ARTICLE_ORDERS, articleCount, pageOfEach, placeIn } from '../articles/listings.queries.js';
import type { DeliveryContext } from '../delivery-context.js';
import type { ArchiveRow, ArticlePage, ArticleRow } from '../rows.js';
import { countArchives, pageOfArchives, type ArchiveKind, type ArchiveOrder } from './archive.queries.js';

type ArticlesArgs = ConnectionArgs & { readonly orderBy: ArticleOrder };

/** The fields `articles` and `articleCount`. */
export function archiveFields(database: DeliveryDatabase) {
  const count = async (archive: ArchiveRow, context: DeliveryContext): Promise<number> =>
    archive.articleCount ?? articleCount(database, context, archive.id);

  return {
    articles: async (
      archive: ArchiveRow,
      args: ArticlesArgs,
      context: DeliveryContext,
      info: GraphQLResolveInfo,
    ): Promise<ArticlePage> => {
      const order = ARTICLE_ORDERS[args.orderBy];
      const page = pageOf(args, order);
      // All archives at one place of the query share their field nodes, and so their arguments: one statement.
      const loader = context.loaders.of<string, ArticleRow[]>(info.fieldNodes, (lists) => {
        const columns = articleColumns(info, IN_CONNECTION);
        return pageOfEach(database, context, lists, { page, order, columns });
      });
      const rows = await loader.load(archive.id);
      return connectionOf(rows, page, order, placeIn(args.orderBy), () => count(archive, context));
    },
    articleCount: (archive: ArchiveRow, _args: object, context: DeliveryContext) => count(archive, context),
  };
}

export async function archiveConnection<Row extends ArchiveRow>(
  database: DeliveryDatabase,
  context: DeliveryContext,
  kind: ArchiveKind<Row>,
  args: ConnectionArgs,
  order: ArchiveOrder,
): Promise<Connection<Row>> {
  const page = pageOf(args, order.keyset);
  const rows = await pageOfArchives(database, context, kind, page, order.keyset);
  return connectionOf(rows, page, order.keyset, order.placeOf, () => countArchives(database, context, kind));
}
