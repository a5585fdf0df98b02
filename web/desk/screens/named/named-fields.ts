// What the form of a tag or an author holds, and what of it is new.
import type { Named, NamedChanges } from './named.js';

export interface NamedFields {
  readonly name: string;
  readonly slug: string;
  readonly text: string;
}

export const fieldsOf = ({ name, slug, text }: Named): NamedFields => ({ name, slug, text: text ?? '' });

/** A slug that was emptied is made from the name anew. */
export const changesOf = (named: Named, fields: NamedFields): NamedChanges => ({
  ...(fields.name !== named.name && { name: fields.name }),
  ...(fields.slug !== named.slug && { slug: fields.slug || null }),
  ...(fields.text !== (named.text ?? '') && { text: fields.text }),
});
