// Takes the revision that a save has made as a draft's new base. The viewer may have gone on writing during the request.
import type { SavedRevision } from './draft-api.js';
import { DRAFT_FIELDS, isSameValue, type DraftContent, type DraftField } from './draft-content.js';

/**
 * @param sent the content that was saved
 * @param before the base that it was saved on
 * @param now the draft's content, which may be newer than `sent`
 * @returns the new base, and the draft's new content
 */
export function adoptRevision(
  { content: saved }: SavedRevision,
  sent: DraftContent,
  before: DraftContent,
  now: DraftContent,
): { readonly base: DraftContent; readonly content: DraftContent } {
  // A sent text stays as it was typed. The server may have trimmed it, which must neither change the screen nor count as a change.
  const isServers = (field: DraftField) =>
    isSameValue(sent[field], before[field]) || (field === 'slug' && sent.slug === '');
  const base = pickFrom((field) => (isServers(field) ? saved : sent));
  return { base, content: pickFrom((field) => (isSameValue(now[field], sent[field]) ? base : now)) };
}

const pickFrom = (source: (field: DraftField) => DraftContent): DraftContent =>
  Object.fromEntries(DRAFT_FIELDS.map((field) => [field, source(field)[field]])) as unknown as DraftContent;
