// PostgreSQL stores every character but NUL, and UTF-8 has no half of a surrogate pair: it would be stored as another
// character than was sent. A string with one of these is refused before anything is read or written.
import { Kind, visit, type DocumentNode } from 'graphql';
import type { FieldError } from '../domain/errors.js';

/** With the flag u, a pair is one character and none of these. */
const LONE_SURROGATE = /\p{Surrogate}/u;

const NUL = 'Text must not contain the character NUL.';
const HALF = 'Text must not contain half of a surrogate pair.';

/** What is wrong with the text in variables. */
export function textFaults(variables: Readonly<Record<string, unknown>>): FieldError[] {
  const faults: FieldError[] = [];
  collectFaults(variables, [], faults);
  return faults;
}

function collectFaults(value: unknown, path: readonly (string | number)[], faults: FieldError[]): void {
  if (typeof value === 'string') {
    if (value.includes('\0')) faults.push({ path, message: NUL });
    if (LONE_SURROGATE.test(value)) faults.push({ path, message: HALF });
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    collectFaults(part, [...path, Array.isArray(value) ? Number(key) : key], faults);
  }
}

/** What is wrong with the text in a document. GraphQL itself has no half of a surrogate pair there. */
export function literalFaults(document: DocumentNode): FieldError[] {
  const faults: FieldError[] = [];
  visit(document, {
    [Kind.STRING]: (node) => {
      if (node.value.includes('\0')) faults.push({ path: [], message: NUL });
    },
  });
  return faults;
}
