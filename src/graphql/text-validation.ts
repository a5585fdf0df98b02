// Characters that no text may have: controls but for tabs and line breaks, non-characters, and halves of surrogate pairs, which
// UTF-8 does not have. A string with one of these is refused before anything is read or written.
import { Kind, visit, type ASTNode, type DocumentNode } from 'graphql';
import type { FieldError } from '../domain/errors.js';

type Path = readonly (string | number)[];

/** With the flag u, a pair is one character and no surrogate. */
const REFUSED = /(?![\t\n\r])[\p{Cc}\p{Noncharacter_Code_Point}\p{Surrogate}]/u;
/** What PostgreSQL cannot store as it was sent. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;

/** Passwords are not stored, and one that was set before controls were refused still signs in. */
const PASSWORDS = new Set(['password', 'currentPassword']);

/** Of variables: no input of either API is half as deep. What goes through them calls itself for each level. */
const MAX_DEPTH = 32;
/** Of one list in variables; none that is accepted has as many. To coerce 3,000 slugs before they are counted takes 3 ms. */
const MAX_LIST_LENGTH = 1_000;

/** What is wrong with variables as a whole, found before anything reads them, and without going deeper than is allowed. */
export function sizeErrors(variables: unknown): FieldError[] {
  let level: unknown[] = [variables];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH)
      return [{ path: [], message: `Variables may be ${MAX_DEPTH} levels deep at most.` }];
    if (level.some((value) => Array.isArray(value) && value.length > MAX_LIST_LENGTH))
      return [{ path: [], message: `A list in variables may have ${MAX_LIST_LENGTH} entries at most.` }];
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
  return [];
}

/** What is wrong with the text in variables. */
export function textErrors(variables: Readonly<Record<string, unknown>>): FieldError[] {
  const errors: FieldError[] = [];
  collectErrorsIn(variables, [], errors);
  return errors;
}

function collectErrorsIn(value: unknown, path: Path, errors: FieldError[]): void {
  if (typeof value === 'string') return addError(value, path, errors);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    collectErrorsIn(part, [...path, Array.isArray(value) ? Number(key) : key], errors);
  }
}

/** What is wrong with the text in a document. GraphQL itself has no half of a surrogate pair there. */
export function literalErrors(document: DocumentNode): FieldError[] {
  const errors: FieldError[] = [];
  visit(document, {
    [Kind.STRING]: (node, key, parent, _path, ancestors) => {
      addError(node.value, pathTo(parent === undefined ? ancestors : [...ancestors, parent], key), errors);
    },
  });
  return errors;
}

function addError(text: string, path: Path, errors: FieldError[]): void {
  const name = path.findLast((key) => typeof key === 'string') ?? 'Text';
  const [character] = (PASSWORDS.has(name) ? UNSTORABLE : REFUSED).exec(text) ?? [];
  if (character !== undefined)
    errors.push({ path, message: `${name} must not contain ${nameOf(character)}.` });
}

function nameOf(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0;
  const code = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
  if (codePoint < 0xa0) return `the control character ${code}`;
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return `half of a surrogate pair (${code})`;
  return `the non-character ${code}`;
}

/** The arguments, fields and indices that lead to a literal, as a path of variables would name them. */
function pathTo(
  ancestors: readonly (ASTNode | readonly ASTNode[])[],
  key: string | number | undefined,
): Path {
  const path: (string | number)[] = [];
  ancestors.forEach((ancestor, i) => {
    if ('kind' in ancestor) {
      if (ancestor.kind === Kind.ARGUMENT || ancestor.kind === Kind.OBJECT_FIELD)
        path.push(ancestor.name.value);
      return;
    }
    const parent = ancestors[i - 1];
    if (parent === undefined || !('kind' in parent) || parent.kind !== Kind.LIST) return;
    const child = ancestors[i + 1];
    const index = child && 'kind' in child ? ancestor.indexOf(child) : Number(key);
    path.push(index);
  });
  return path;
}
