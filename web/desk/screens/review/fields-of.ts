// The fields of a revision beside its body, as they are compared.
import type { RevisionFieldsFragment } from '../../generated/operations.js';
import type { WORDS } from '../../words/words.js';

export type FieldName = keyof typeof WORDS.review.fields;

/** How a field is compared: word by word, as a list of names, or whole. */
export type FieldValue =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'list'; readonly names: readonly string[] }
  | { readonly is: 'code'; readonly text: string };

export interface ComparedField {
  readonly name: FieldName;
  /** undefined where there is nothing to compare with. */
  readonly before: FieldValue | undefined;
  readonly after: FieldValue;
  readonly hasChanged: boolean;
}

const text = (value: string | null): FieldValue => ({ is: 'text', text: value ?? '' });
const code = (value: string | null): FieldValue => ({ is: 'code', text: value ?? '' });
const list = (named: readonly { readonly name: string }[]): FieldValue => ({
  is: 'list',
  names: named.map(({ name }) => name),
});

const valuesOf = (revision: RevisionFieldsFragment): readonly (readonly [FieldName, FieldValue])[] => [
  ['title', text(revision.title)],
  ['subtitle', text(revision.subtitle)],
  ['excerpt', text(revision.excerpt)],
  ['byline', list(revision.authors)],
  ['tags', list(revision.tags)],
  ['slug', code(revision.slug)],
  ['seoTitle', text(revision.seo.title)],
  ['seoDescription', text(revision.seo.description)],
  ['canonicalUrl', code(revision.seo.canonicalUrl)],
];

const keyOf = (value: FieldValue): string => (value.is === 'list' ? JSON.stringify(value.names) : value.text);

export const isBlank = (value: FieldValue): boolean =>
  value.is === 'list' ? value.names.length === 0 : value.text === '';

export function comparedFields(
  before: RevisionFieldsFragment | null | undefined,
  after: RevisionFieldsFragment,
): ComparedField[] {
  const old = new Map(before ? valuesOf(before) : []);
  return valuesOf(after).map(([name, value]) => {
    const was = old.get(name);
    return { name, before: was, after: value, hasChanged: was !== undefined && keyOf(was) !== keyOf(value) };
  });
}
