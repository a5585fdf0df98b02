// Delivery's resolvers: a field of the query is read whole, with all that is asked below it under the names that the
// answer has for it; the fields below only pick.
import type { GraphQLFieldResolver } from 'graphql';
import type { DeliveryDatabase } from '../database/delivery.database.js';
import { typeOfId } from '../domain/identity.js';
import { AskedField } from './asked-field.js';
import type { DeliveryContext } from './delivery-context.js';
import { answerOf, readingOf } from './reading.js';

type Answer = Readonly<Record<string, unknown>>;
type Resolve = GraphQLFieldResolver<unknown, DeliveryContext>;

/** The default resolver. */
export const picked: GraphQLFieldResolver<Answer, DeliveryContext> = (answer, _args, _context, { path }) =>
  answer[path.key];

/** What an answer to `node` is of, which its fields need not tell. */
const types = new WeakMap<Answer, string | undefined>();

export function deliveryResolvers(database: DeliveryDatabase) {
  const read: Resolve = async (_root, _args, context, info): Promise<unknown> => {
    const reading = await readingOf(database, context.viewpoint, AskedField.of(info));
    return JSON.parse(await answerOf(database, reading, info.variableValues, new Set())) as unknown;
  };
  const node: Resolve = async (root, args: { id: string }, context, info) =>
    typed((await read(root, args, context, info)) as Answer | null, args.id);
  const nodes: Resolve = async (root, args: { ids: string[] }, context, info) =>
    ((await read(root, args, context, info)) as (Answer | null)[]).map((answer, i) =>
      typed(answer, args.ids[i]),
    );
  return {
    Query: {
      ...{ article: read, articles: read, search: read, tag: read, tags: read, author: read, authors: read },
      ...{ node, nodes },
    },
    Node: { __resolveType: (answer: Answer) => types.get(answer) },
  };
}

function typed(answer: Answer | null, id = ''): Answer | null {
  if (answer !== null) types.set(answer, typeOfId(id));
  return answer;
}
