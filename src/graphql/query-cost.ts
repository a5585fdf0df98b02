// What an operation may ask for at once. A field costs one, a list as many times its fields as it has rows, and each
// connection a share of its own, since each is a statement. Beyond the limit nothing is run.
import { GraphQLError, visit, type DocumentNode, type GraphQLSchema, type ValueNode } from 'graphql';
import { getComplexity, simpleEstimator, type ComplexityEstimator } from 'graphql-query-complexity';
import { badUserInput } from '../domain/errors.js';
import { DEFAULT_PAGE_SIZE } from './paging.js';

export const MAX_COST = 50_000;
const CONNECTION_COST = 50;
/** Comparing two long texts takes a tenth of a second. */
const DIFF_COST = 300;
/** Rendering a long text takes half a second, and is done once for most. */
const RENDER_COST = 300;
const FIELD_COSTS = new Map([
  ['diff', DIFF_COST],
  ['bodyDiff', DIFF_COST],
  ['renderBody', RENDER_COST],
  ['removed', RENDER_COST],
]);
/** Rows that are expected of lists without pages: articles in tags in articles come to as many as there are ways through them. */
const EXPECTED_ROWS: Readonly<Record<string, number>> = {
  authors: 3,
  tags: 3,
  owners: 3,
  ownersAdded: 1,
  ownersRemoved: 1,
  others: 5,
  editing: 1,
  previews: 3,
  sessions: 5,
  transitions: 13,
};
/** The arguments whose values make a difference. */
const COUNTED_ARGUMENTS = new Set(['first', 'last', 'ids']);

const isCount = (value: unknown): value is number => typeof value === 'number' && value > 0;

const lists: ComplexityEstimator = ({ args, childComplexity, field }) => {
  const own = FIELD_COSTS.get(field.name);
  if (own !== undefined) return own + childComplexity;
  if (Array.isArray(args.ids)) return 1 + args.ids.length * childComplexity;
  if (!field.args.some((arg) => arg.name === 'first')) {
    const expected = EXPECTED_ROWS[field.name];
    return expected === undefined ? undefined : 1 + expected * childComplexity;
  }
  const rows = [args.first, args.last].find(isCount) ?? DEFAULT_PAGE_SIZE;
  return CONNECTION_COST + rows * childComplexity;
};

const ESTIMATORS = [lists, simpleEstimator({ defaultComplexity: 1 })];

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
      MAX_COST
    );
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const [, argument] = /^Argument "(\w+)"/.exec(error.message) ?? [];
    // Else there was no end of counting, as with fragments that each spread the next one twice.
    if (argument === undefined) return true;
    throw badUserInput([{ path: [argument], message: error.message }]);
  }
}

/** The variables on whose values the cost depends, or which fields there are. On the others only whether they are null. */
export function costVariables(document: DocumentNode): Set<string> {
  const names = new Set<string>();
  const add = (value: ValueNode) => visit(value, { Variable: ({ name }) => void names.add(name.value) });
  visit(document, {
    Directive: (directive) => directive.arguments?.forEach(({ value }) => add(value)),
    Field: (field) =>
      field.arguments?.forEach(({ name, value }) => COUNTED_ARGUMENTS.has(name.value) && add(value)),
  });
  return names;
}
