// The hash of a revision's content, by which equal revisions are found. It covers everything that an editor can write, and
// nothing else. Texts are not normalised: a revision serves exactly what was saved, so another spelling of the same letters
// is other content.
import { createHash } from 'node:crypto';
import { ARTICLE_FIELDS, type ArticleField, type RevisionContent } from './article-fields.js';

const FIELDS: readonly (ArticleField & { readonly name: keyof RevisionContent })[] = ARTICLE_FIELDS;
/** Their order is part of every stored hash. */
const ALWAYS_HASHED = FIELDS.filter((field) => !field.isHashedOnlyIfSet);
const HASHED_ONLY_IF_SET = FIELDS.filter((field) => field.isHashedOnlyIfSet);

/** SHA-256, hex. Content keeps its hash when a field is added, as long as that field is empty. */
export function contentHash(content: RevisionContent): string {
  const canonical = JSON.stringify([
    ...ALWAYS_HASHED.map(({ name }) => content[name]),
    ...HASHED_ONLY_IF_SET.filter(({ name }) => content[name]?.length).map(({ name }) => [
      name,
      content[name],
    ]),
  ]);
  return createHash('sha256').update(canonical).digest('hex');
}
