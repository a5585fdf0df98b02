// PostgreSQL keeps every character but NUL; a string that has one is refused before anything is read or written.
import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { Kind, visit, type DocumentNode } from 'graphql';
import { badUserInput, type FieldFault } from '../domain/errors.js';
import { asGraphQLError } from './graphql-error.js';

const MESSAGE = 'Text must not contain the character NUL.';

export const cleanText = (): ApolloServerPlugin<BaseContext> => ({
  async requestDidStart() {
    return {
      async didResolveOperation({ request, document }) {
        const faults = [...faultsIn(request.variables ?? {}, []), ...literalFaults(document)];
        if (faults.length > 0) throw asGraphQLError(badUserInput(faults), 400);
      },
    };
  },
});

function* faultsIn(value: unknown, path: readonly (string | number)[]): Generator<FieldFault> {
  if (typeof value === 'string' && value.includes('\0')) yield { path, message: MESSAGE };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    yield* faultsIn(part, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}

function literalFaults(document: DocumentNode): FieldFault[] {
  const faults: FieldFault[] = [];
  visit(document, {
    [Kind.STRING]: (node) => {
      if (node.value.includes('\0')) faults.push({ path: [], message: MESSAGE });
    },
  });
  return faults;
}
