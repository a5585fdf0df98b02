// What becomes of a draft when the server has made a revision of it, while somebody may have written on.
import type { SavedRevision } from './draft-api.js';
import { DRAFT_FIELDS, isSameValue, type DraftContent, type DraftField } from './draft-content.js';

/**
 * @param sent what the revision was made of
 * @param before the base at that time
 * @param now what stands on the screen
 * @returns the new base, and what is to stand on the screen
 */
export function adopted(
  { content: saved }: SavedRevision,
  sent: DraftContent,
  before: DraftContent,
  now: DraftContent,
): { readonly base: DraftContent; readonly content: DraftContent } {
  // A text that was sent stays as it was typed: the server may have trimmed it, which is no change to show or to send again.
  const isServers = (field: DraftField) =>
    isSameValue(sent[field], before[field]) || (field === 'slug' && sent.slug === '');
  const base = pickFrom((field) => (isServers(field) ? saved : sent));
  return { base, content: pickFrom((field) => (isSameValue(now[field], sent[field]) ? base : now)) };
}

const pickFrom = (source: (field: DraftField) => DraftContent): DraftContent =>
  Object.fromEntries(DRAFT_FIELDS.map((field) => [field, source(field)[field]])) as unknown as DraftContent;
