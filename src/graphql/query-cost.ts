// Limits the cost of an operation. A field costs one, a list costs its fields once for each row, and a connection costs more,
// since it takes a statement of its own. An operation beyond the limit is not executed.
import { GraphQLError, Kind, visit, type DocumentNode, type GraphQLSchema, type ValueNode } from 'graphql';
import { getComplexity, simpleEstimator, type ComplexityEstimator } from 'graphql-query-complexity';
import { badUserInput } from '../domain/errors.js';
import { DEFAULT_PAGE_SIZE } from './paging.js';

export const MAX_COST = 50_000;
const CONNECTION_COST = 50;
/**
 * PostgreSQL ranks every match: words that all articles have take 20 ms at 5,000 articles and 700 ms at 100,000, where a page of a
 * list takes half a millisecond. Four searches fit into an operation.
 */
const SEARCH_COST = 10_000;
/** Comparing two long texts takes a tenth of a second. */
const DIFF_COST = 300;
/** Rendering a long text takes half a second. Most texts are rendered once and then stored. */
const RENDER_COST = 300;
const FIELD_COSTS = new Map([
  ['diff', DIFF_COST],
  ['bodyDiff', DIFF_COST],
  ['renderBody', RENDER_COST],
  ['removed', RENDER_COST],
]);
/** The expected rows of lists without paging. Nested, as articles in tags in articles, the rows of such lists multiply. */
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
/** The arguments on whose values the cost depends. */
const COUNTED_ARGUMENTS = new Set(['first', 'last', 'ids']);

const isCount = (value: unknown): value is number => typeof value === 'number' && value > 0;

const fieldEstimator: ComplexityEstimator = ({ args, childComplexity, field }) => {
  const fieldCost = FIELD_COSTS.get(field.name);
  if (fieldCost !== undefined) return fieldCost + childComplexity;
  if (Array.isArray(args.ids)) return 1 + args.ids.length * childComplexity;
  if (!field.args.some((arg) => arg.name === 'first')) {
    const expected = EXPECTED_ROWS[field.name];
    return expected === undefined ? undefined : 1 + expected * childComplexity;
  }
  const rows = [args.first, args.last].find(isCount) ?? DEFAULT_PAGE_SIZE;
  return (field.name === 'search' ? SEARCH_COST : CONNECTION_COST) + rows * childComplexity;
};

const ESTIMATORS = [fieldEstimator, simpleEstimator({ defaultComplexity: 1 })];

/**
 * @param variables of their declared types
 * @throws BAD_USER_INPUT where a variable is null and its argument must not be
 */
export function costOf(
  schema: GraphQLSchema,
  query: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
  operationName: string | undefined,
): number {
  try {
    return getComplexity({
      schema,
      query,
      variables: { ...variables },
      operationName,
      estimators: ESTIMATORS,
    });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const [, argument] = /^Argument "(\w+)"/.exec(error.message) ?? [];
    // Otherwise the count was given up, as for fragments that each spread the next one twice.
    if (argument === undefined) return Infinity;
    throw badUserInput([{ path: [argument], message: error.message }]);
  }
}

export const isTooComplex = (...operation: Parameters<typeof costOf>): boolean =>
  costOf(...operation) > MAX_COST;

const identity = (value: unknown): unknown => value;
const lengthOf = (value: unknown): unknown => (Array.isArray(value) ? value.length : value);

/**
 * The variables on whose values the cost or the selected fields depend, each with a function that derives the part that counts:
 * of `ids` only their number. Of any other variable it only counts whether it is null.
 */
export function costVariables(document: DocumentNode): Map<string, (value: unknown) => unknown> {
  const derivations = new Map<string, (value: unknown) => unknown>();
  const add = (value: ValueNode) =>
    visit(value, { Variable: ({ name }) => void derivations.set(name.value, identity) });
  visit(document, {
    Directive: (directive) => directive.arguments?.forEach(({ value }) => add(value)),
    Field: (field) =>
      field.arguments?.forEach(({ name, value }) => {
        if (!COUNTED_ARGUMENTS.has(name.value)) return;
        if (name.value !== 'ids') add(value);
        else if (value.kind === Kind.VARIABLE) derivations.set(value.name.value, lengthOf);
      }),
  });
  return derivations;
}
