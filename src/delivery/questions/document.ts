// What a document must be to be answered at all: within the parser's limits, valid against the schema, and text that
// PostgreSQL can keep.
import {
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { literalFaults } from '../../graphql/clean-text.js';
import { knownOperations } from '../../graphql/known-operations.js';
import { MOST_TOKENS } from '../../graphql/query-cost.js';

/** The document, or what is wrong with it: `most` faults at most. */
export function documentIn(
  schema: GraphQLSchema,
  text: string,
  most: number,
): DocumentNode | readonly { readonly message: string }[] {
  const document = parsed(text);
  if (document instanceof GraphQLError) return [document];
  const faults = [
    ...literalFaults(document),
    ...validate(schema, document, [...specifiedRules, knownOperations], { maxErrors: most }),
  ];
  return faults.length > 0 ? faults.slice(0, most) : document;
}

function parsed(text: string): DocumentNode | GraphQLError {
  try {
    return parse(text, { maxTokens: MOST_TOKENS, noLocation: true });
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}
