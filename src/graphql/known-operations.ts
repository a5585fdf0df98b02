// A validation rule that graphql-js 16 lacks: whoever sends a mutation where there is none asks for what there is not,
// and is told so, rather than running into an error of ours.
import { GraphQLError, type ASTVisitor, type ValidationContext } from 'graphql';

export const knownOperations = (context: ValidationContext): ASTVisitor => ({
  OperationDefinition(node) {
    if (context.getSchema().getRootType(node.operation)) return;
    context.reportError(new GraphQLError(`This API has no ${node.operation}s.`, { nodes: node }));
  },
});
