// PostgreSQL keeps every character but NUL, and UTF-8 has no half of a surrogate pair: it would be kept as another
// character than was sent. A string with one of these is refused before anything is read or written.
import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { Kind, visit, type DocumentNode } from 'graphql';
import { badUserInput, type FieldFault } from '../domain/errors.js';
import { asGraphQLError } from './graphql-error.js';

/** With the flag u, a pair is one character and none of these. */
const LONE_SURROGATE = /\p{Surrogate}/u;

const NUL = 'Text must not contain the character NUL.';
const HALF = 'Text must not contain half of a surrogate pair.';

export const cleanText = (): ApolloServerPlugin<BaseContext> => ({
  async requestDidStart() {
    return {
      async didResolveOperation({ request, document }) {
        const faults = [...textFaults(request.variables ?? {}), ...literalFaults(document)];
        if (faults.length > 0) throw asGraphQLError(badUserInput(faults), 400);
      },
    };
  },
});

/** What is wrong with the text in variables. */
export const textFaults = (variables: Readonly<Record<string, unknown>>): FieldFault[] => [
  ...faultsIn(variables, []),
];

function* faultsIn(value: unknown, path: readonly (string | number)[]): Generator<FieldFault> {
  if (typeof value === 'string' && value.includes('\0')) yield { path, message: NUL };
  if (typeof value === 'string' && LONE_SURROGATE.test(value)) yield { path, message: HALF };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    yield* faultsIn(part, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}

/** GraphQL itself has no half of a surrogate pair in a document. */
export function literalFaults(document: DocumentNode): FieldFault[] {
  const faults: FieldFault[] = [];
  visit(document, {
    [Kind.STRING]: (node) => {
      if (node.value.includes('\0')) faults.push({ path: [], message: NUL });
    },
  });
  return faults;
}
