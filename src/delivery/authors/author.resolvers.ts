import type { DeliveryDatabase } from '../../database/delivery.database.js';
import type { Resolvers } from '../../graphql/generated/delivery.js';
import { archiveFor, AUTHORS, BY_NAME } from '../archives/archive.queries.js';
import { archiveConnection, archiveFields } from '../archives/archive.resolvers.js';
import type { DeliveryContext } from '../delivery-context.js';

export const authorResolvers = (database: DeliveryDatabase) =>
  ({
    Query: {
      author: (_root, args, context) => archiveFor(database, context, AUTHORS, args),
      authors: (_root, args, context) => archiveConnection(database, context, AUTHORS, args, BY_NAME),
    },
    Author: archiveFields(database),
  }) satisfies Resolvers<DeliveryContext>;
