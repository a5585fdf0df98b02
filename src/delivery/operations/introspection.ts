// Introspection, the one thing that graphql-js executes.
import {
  executeSync,
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { VariableValues } from '../compiler/placeholder.js';
import type { SelectedField } from '../compiler/selected-field.js';

export const INTROSPECTION_FIELDS: ReadonlySet<string> = new Set(['__schema', '__type']);

/** The JSON of one introspection field of an operation. */
export function introspect(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Readonly<Record<string, FragmentDefinitionNode>>,
  field: SelectedField,
  variableValues: VariableValues,
): string {
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        ...operation,
        selectionSet: { kind: Kind.SELECTION_SET, selections: field.nodes },
      },
      ...Object.values(fragments),
    ],
  };
  const { data, errors } = executeSync({ schema, document, variableValues });
  if (errors?.[0]) throw errors[0];
  return JSON.stringify(data?.[field.key]);
}
