// The map of delivery's resolvers, plain functions: what a row has under a field's name needs none.
import type { DeliveryDatabase } from '../database/delivery.database.js';
import type { QueryResolvers, Resolvers } from '../graphql/generated/delivery.js';
import { articleResolvers } from './articles/article.resolvers.js';
import { authorResolvers } from './authors/author.resolvers.js';
import type { DeliveryContext } from './delivery-context.js';
import { nodeResolvers } from './nodes/node.resolvers.js';
import { searchResolvers } from './search/search.resolvers.js';
import { tagResolvers } from './tags/tag.resolvers.js';

export function deliveryResolvers(database: DeliveryDatabase): Resolvers<DeliveryContext> {
  const articles = articleResolvers(database);
  const search = searchResolvers(database);
  const tags = tagResolvers(database);
  const authors = authorResolvers(database);
  const nodes = nodeResolvers(database);
  const query: Required<QueryResolvers<DeliveryContext>> = {
    ...articles.Query,
    ...search.Query,
    ...tags.Query,
    ...authors.Query,
    ...nodes.Query,
  };
  return { ...articles, ...tags, ...authors, ...nodes, Query: query };
}
