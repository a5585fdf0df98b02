// Anything by its id, whose prefix says what it is: one statement for each type that is asked for.
import type { GraphQLResolveInfo } from 'graphql';
import type { DeliveryDatabase } from '../../database/delivery.database.js';
import { badUserInput } from '../../domain/errors.js';
import { typeOfId } from '../../domain/identity.js';
import type { Resolvers } from '../../graphql/generated/delivery.js';
import { archiveWithId, AUTHORS, TAGS } from '../archives/archive.queries.js';
import { articleColumns, articleWithId } from '../articles/article.queries.js';
import type { DeliveryContext } from '../delivery-context.js';
import type { ArticleRow, AuthorRow, TagRow } from '../rows.js';

type NodeRow = ArticleRow | TagRow | AuthorRow;

const MOST = 100;

export function nodeResolvers(database: DeliveryDatabase) {
  async function nodeWithId(
    id: string,
    context: DeliveryContext,
    info: GraphQLResolveInfo,
  ): Promise<NodeRow | null> {
    const type = typeOfId(id);
    if (type === 'Article') {
      return articleWithId(database, context, id, articleColumns(info, [[]], type));
    }
    if (type === 'Tag') return archiveWithId(database, context, TAGS, id);
    if (type === 'Author') return archiveWithId(database, context, AUTHORS, id);
    return null;
  }

  return {
    Query: {
      node: (_root, { id }, context, info) => nodeWithId(id, context, info),
      nodes: (_root, { ids }, context, info) => {
        if (ids.length > MOST) {
          throw badUserInput([
            { path: ['ids'], message: `These are ${ids.length} ids, of ${MOST} at most.` },
          ]);
        }
        return Promise.all(ids.map((id) => nodeWithId(id, context, info)));
      },
    },
    Node: {
      __resolveType: ({ id }) => {
        const type = typeOfId(id);
        if (type === 'Article' || type === 'Tag' || type === 'Author') return type;
        throw new Error(`${id} is the id of no type that delivery has.`);
      },
    },
  } satisfies Resolvers<DeliveryContext>;
}
