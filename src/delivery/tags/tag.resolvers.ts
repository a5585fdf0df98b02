import type { DeliveryDatabase } from '../../database/delivery.database.js';
import type { Resolvers } from '../../graphql/generated/delivery.js';
import { archiveFor, BY_ARTICLE_COUNT, BY_NAME, TAGS } from '../archives/archive.queries.js';
import { archiveConnection, archiveFields } from '../archives/archive.resolvers.js';
import type { DeliveryContext } from '../delivery-context.js';

const ORDERS = { NAME: BY_NAME, ARTICLE_COUNT: BY_ARTICLE_COUNT };

export const tagResolvers = (database: DeliveryDatabase) =>
  ({
    Query: {
      tag: (_root, args, context) => archiveFor(database, context, TAGS, args),
      tags: (_root, args, context) => archiveConnection(database, context, TAGS, args, ORDERS[args.orderBy]),
    },
    Tag: archiveFields(database),
  }) satisfies Resolvers<DeliveryContext>;
