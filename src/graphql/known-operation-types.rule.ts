// A validation rule that graphql-js 16 lacks: an operation of a type that the schema does not have is invalid. Without it,
// a mutation sent to delivery would fail as INTERNAL_SERVER_ERROR.
import { GraphQLError, type ASTVisitor, type ValidationContext } from 'graphql';

export const knownOperationTypes = (context: ValidationContext): ASTVisitor => ({
  OperationDefinition(node) {
    if (context.getSchema().getRootType(node.operation)) return;
    context.reportError(new GraphQLError(`This API has no ${node.operation}s.`, { nodes: node }));
  },
});
