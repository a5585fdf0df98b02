// The fields of the form of a tag or author, and their changes.
import type { Named, NamedChanges } from './named.js';

export interface NamedFields {
  readonly name: string;
  readonly slug: string;
  readonly text: string;
}

export const fieldsOf = ({ name, slug, text }: Named): NamedFields => ({ name, slug, text: text ?? '' });

/** An emptied slug is null, of which the API makes one from the name. */
export const changesOf = (named: Named, fields: NamedFields): NamedChanges => ({
  ...(fields.name !== named.name && { name: fields.name }),
  ...(fields.slug !== named.slug && { slug: fields.slug || null }),
  ...(fields.text !== (named.text ?? '') && { text: fields.text }),
});
