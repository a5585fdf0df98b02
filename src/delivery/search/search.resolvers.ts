import { z } from 'zod';
import type { DeliveryDatabase } from '../../database/delivery.database.js';
import type { Resolvers } from '../../graphql/generated/delivery.js';
import { acceptable } from '../../graphql/input.js';
import { connectionOf, pageOf } from '../../graphql/paging.js';
import { articleFilter } from '../articles/article-filter.js';
import { articleColumns, IN_CONNECTION } from '../articles/article.queries.js';
import type { DeliveryContext } from '../delivery-context.js';
import { fieldsAt } from '../selection.js';
import { BEST_FIRST, countHits, pageOfHits, placeOfHit } from './search.queries.js';
import { snippetHtml } from './snippet.js';

const Words = z
  .string()
  .max(500, 'A query has 500 characters at most.')
  .refine((words) => words.trim() !== '', 'Say what to look for.');

export const searchResolvers = (database: DeliveryDatabase) =>
  ({
    Query: {
      search: async (_root, args, context, info) => {
        const words = acceptable(Words, args.query, 'query');
        const page = pageOf(args, BEST_FIRST);
        const search = { words, filter: await articleFilter(database, context, args.where) };
        const withSnippets = fieldsAt(info, ['edges']).has('snippet');
        const columns = articleColumns(info, IN_CONNECTION);
        const rows = await pageOfHits(database, context, search, { page, columns, withSnippets });
        return connectionOf(
          rows,
          page,
          BEST_FIRST,
          placeOfHit,
          () => countHits(database, context, search),
          (row) => ({ snippet: withSnippets ? snippetHtml(row.snippet) : '' }),
        );
      },
    },
  }) satisfies Resolvers<DeliveryContext>;
