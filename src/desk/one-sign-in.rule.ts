// A validation rule: an operation signs in once at most. Each try costs the hash of a password.
import { GraphQLError, visit, type ASTNode, type ASTVisitor, type ValidationContext } from 'graphql';

export const oneSignIn = (context: ValidationContext): ASTVisitor => ({
  OperationDefinition(operation) {
    const parts: ASTNode[] = [operation, ...context.getRecursivelyReferencedFragments(operation)];
    const signIns = parts.flatMap(signInsOf);
    if (signIns.length > 1)
      context.reportError(new GraphQLError('A document may sign in once.', { nodes: signIns }));
  },
});

function signInsOf(node: ASTNode): ASTNode[] {
  const found: ASTNode[] = [];
  visit(node, { Field: (field) => (field.name.value === 'signIn' ? void found.push(field) : undefined) });
  return found;
}
