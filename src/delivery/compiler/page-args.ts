// The page that a connection's arguments ask for. Cursors are bind parameters: one statement serves every page.
import { parsePageArgs, type Keyset, type Page } from '../../graphql/paging.js';
import { Placeholder, resolvePlaceholder, type VariableValues } from './placeholder.js';
import type { SelectedField } from './selected-field.js';

/** @throws BAD_USER_INPUT, located at the field, with everything that is wrong with the four arguments */
export function pageOf(field: SelectedField, keyset: Keyset): Page {
  const [first, last] = [field.value<number | null>('first'), field.value<number | null>('last')];
  const cursors = {
    after: field.placeholder<string>('after'),
    before: field.placeholder<string>('before'),
  };
  const parse = (variables: VariableValues): Page =>
    field.locateErrors(() => {
      const after = resolvePlaceholder(cursors.after, variables);
      const before = resolvePlaceholder(cursors.before, variables);
      return parsePageArgs({ first, last, after, before }, keyset);
    });
  const page = parse(field.variableValues);
  const keysOf = (name: 'after' | 'before') =>
    cursors[name] instanceof Placeholder
      ? keyset.columns.map((_, i) => new Placeholder((variables) => parse(variables)[name]?.[i]))
      : page[name];
  return { ...page, after: keysOf('after'), before: keysOf('before') };
}
