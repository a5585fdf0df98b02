// Whether two revisions say the same: one hash over everything that an editor can write, and over nothing else. Texts are
// compared as they are stored, not normalised: a revision serves exactly what was saved, so another spelling of the same
// letters is other content.
import { createHash } from 'node:crypto';
import { ARTICLE_FIELDS, type ArticleField, type RevisionContent } from './article-fields.js';

const FIELDS: readonly (ArticleField & { readonly name: keyof RevisionContent })[] = ARTICLE_FIELDS;
/** Their order is part of every hash that is stored. */
const ALWAYS_HASHED = FIELDS.filter((field) => !field.isHashedWhereSet);
const HASHED_WHERE_SET = FIELDS.filter((field) => field.isHashedWhereSet);

/** SHA-256, hex. Content keeps its hash when a field is added, as long as that field is empty. */
export function contentHash(content: RevisionContent): string {
  const canonical = JSON.stringify([
    ...ALWAYS_HASHED.map(({ name }) => content[name]),
    ...HASHED_WHERE_SET.filter(({ name }) => content[name]?.length).map(({ name }) => [name, content[name]]),
  ]);
  return createHash('sha256').update(canonical).digest('hex');
}
