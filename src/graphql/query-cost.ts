// What a query may ask for at once. A field costs one, a connection as many times its fields as it has rows, and each
// connection a share of its own, since each is a statement. Beyond the limit nothing is run.
import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { getVariableValues, type DocumentNode, type GraphQLSchema } from 'graphql';
import { getComplexity, simpleEstimator, type ComplexityEstimator } from 'graphql-query-complexity';
import { queryTooComplex } from '../domain/errors.js';
import { asGraphQLError } from './graphql-error.js';

const MOST = 25_000;
const CONNECTION = 50;
/** Comparing two long texts takes a tenth of a second. */
const DIFF = 300;
const USUAL_ROWS = 20;
/** Of a document; the parser stops there. */
export const MOST_TOKENS = 4000;

const isCount = (value: unknown): value is number => typeof value === 'number' && value > 0;

const connections: ComplexityEstimator = ({ args, childComplexity, field }) => {
  if (field.name === 'diff') return DIFF + childComplexity;
  if (Array.isArray(args.ids)) return 1 + args.ids.length * childComplexity;
  if (!field.args.some((arg) => arg.name === 'first')) return undefined;
  const rows = [args.first, args.last].find(isCount) ?? USUAL_ROWS;
  return CONNECTION + rows * childComplexity;
};

const ESTIMATORS = [connections, simpleEstimator({ defaultComplexity: 1 })];

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

/** @param variables as the schema has them */
export const isTooComplex = (
  schema: GraphQLSchema,
  query: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
  operationName: string | undefined,
): boolean =>
  getComplexity({ schema, query, variables: { ...variables }, operationName, estimators: ESTIMATORS }) > MOST;
