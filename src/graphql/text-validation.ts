// Refuses texts with characters that no text may have: controls other than tabs and line breaks, non-characters, and halves of
// surrogate pairs, which UTF-8 cannot encode. It also limits the size of variables. Both run before anything is read or written.
import { Kind, visit, type ASTNode, type DocumentNode } from 'graphql';
import type { FieldError } from '../domain/errors.js';

type Path = readonly (string | number)[];

/** The flag u makes a whole pair one character, which is no \p{Surrogate}. */
const FORBIDDEN = /(?![\t\n\r])[\p{Cc}\p{Noncharacter_Code_Point}\p{Surrogate}]/u;
/** Characters that PostgreSQL cannot store. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;

/** Passwords are not stored as text, and one that was set before controls were refused still has to sign in. */
const PASSWORD_FIELDS = new Set(['password', 'currentPassword']);

/** No input of either API is half as deep. Code that walks through variables recurses for each level. */
const MAX_VARIABLES_DEPTH = 32;
/** No list that either API accepts is as long. Coercion runs before a resolver counts entries, and takes 3 ms for 3,000 slugs. */
const MAX_LIST_LENGTH = 1_000;

/** Checks depth and list lengths of variables, without recursion. To be called before anything else reads them. */
export function sizeErrors(variables: unknown): FieldError[] {
  let level: unknown[] = [variables];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_VARIABLES_DEPTH)
      return [{ path: [], message: `Variables may be ${MAX_VARIABLES_DEPTH} levels deep at most.` }];
    if (level.some((value) => Array.isArray(value) && value.length > MAX_LIST_LENGTH))
      return [{ path: [], message: `A list in variables may have ${MAX_LIST_LENGTH} entries at most.` }];
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
  return [];
}

/** The forbidden characters in variables. */
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

/** The forbidden characters in string literals of a document. GraphQL's parser refuses halves of surrogate pairs there itself. */
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
  const [character] = (PASSWORD_FIELDS.has(name) ? UNSTORABLE : FORBIDDEN).exec(text) ?? [];
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

/** The arguments, input fields and indices that lead to a literal, in the form of a path of variables. */
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
