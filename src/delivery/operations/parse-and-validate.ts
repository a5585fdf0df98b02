// What a document must be to be executed at all: within the parser's limits, and valid against the schema.
import { GraphQLError, specifiedRules, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { DomainError } from '../../domain/errors.js';
import { knownOperationTypes } from '../../graphql/known-operation-types.rule.js';
import { parseWithinLimits } from '../../graphql/document-limits.js';

/** The document, or what is wrong with it. */
export function parseAndValidate(
  schema: GraphQLSchema,
  text: string,
  maxErrors?: number,
): DocumentNode | readonly Error[] {
  const document = parsed(text);
  if (document instanceof Error) return [document];
  const errors = validate(schema, document, [...specifiedRules, knownOperationTypes], { maxErrors });
  if (errors.length === 0) return document;
  return errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
}

function parsed(text: string): DocumentNode | Error {
  try {
    return parseWithinLimits(text);
  } catch (error) {
    if (error instanceof DomainError) return error;
    if (error instanceof GraphQLError) return withCode(error, 'GRAPHQL_PARSE_FAILED');
    throw error;
  }
}

/** Without its nodes, which would keep the whole document in memory. */
const withCode = ({ message, source, positions }: GraphQLError, code: string): GraphQLError =>
  new GraphQLError(message, { source, positions, extensions: { code } });
