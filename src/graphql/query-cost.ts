// What a query may ask for at once. A field costs one, a list as many times its fields as it has rows, and each connection
// a share of its own, since each is a statement. Beyond the limit nothing is run.
import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { getVariableValues, GraphQLError, type DocumentNode, type GraphQLSchema } from 'graphql';
import { getComplexity, simpleEstimator, type ComplexityEstimator } from 'graphql-query-complexity';
import { badUserInput, queryTooComplex } from '../domain/errors.js';
import { asGraphQLError } from './graphql-error.js';

const MOST = 50_000;
const CONNECTION = 50;
/** Comparing two long texts takes a tenth of a second. */
const DIFF = 300;
const USUAL_ROWS = 20;
/** Of lists without pages: articles in tags in articles come to as many as there are ways through them. */
const USUAL_TAGS = 3;
const WITHOUT_PAGES = new Set(['authors', 'tags']);
/** Of a document; the parser stops there. */
export const MOST_TOKENS = 4000;

const isCount = (value: unknown): value is number => typeof value === 'number' && value > 0;

const lists: ComplexityEstimator = ({ args, childComplexity, field }) => {
  if (field.name === 'diff') return DIFF + childComplexity;
  if (Array.isArray(args.ids)) return 1 + args.ids.length * childComplexity;
  if (!field.args.some((arg) => arg.name === 'first')) {
    return WITHOUT_PAGES.has(field.name) ? 1 + USUAL_TAGS * childComplexity : undefined;
  }
  const rows = [args.first, args.last].find(isCount) ?? USUAL_ROWS;
  return CONNECTION + rows * childComplexity;
};

const ESTIMATORS = [lists, simpleEstimator({ defaultComplexity: 1 })];

export const queryCost = (): ApolloServerPlugin<BaseContext> => ({
  async requestDidStart() {
    return {
      async didResolveOperation({ schema, document, operation, request, operationName }) {
        const variables = request.variables ?? {};
        // Variables of the wrong shape are refused by the execution, which then runs nothing.
        if (getVariableValues(schema, operation?.variableDefinitions ?? [], variables).errors) return;
        if (isTooComplex(schema, document, variables, operationName ?? undefined)) {
          throw asGraphQLError(queryTooComplex(MOST), 400);
        }
      },
    };
  },
});

/**
 * @param variables as the schema has them
 * @throws BAD_USER_INPUT where one is null and stands for an argument that must not be
 */
export function isTooComplex(
  schema: GraphQLSchema,
  query: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
  operationName: string | undefined,
): boolean {
  try {
    return (
      getComplexity({ schema, query, variables: { ...variables }, operationName, estimators: ESTIMATORS }) >
      MOST
    );
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const [, argument] = /^Argument "(\w+)"/.exec(error.message) ?? [];
    // Else there was no end of counting, as with fragments that each spread the next one twice.
    if (argument === undefined) return true;
    throw asGraphQLError(badUserInput([{ path: [argument], message: error.message }]), 400);
  }
}
