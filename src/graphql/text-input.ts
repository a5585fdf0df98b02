// Zod schemas for the texts that inputs have in common: names, optional texts, and search words. A text without a visible
// character counts as blank.
import * as z from 'zod';
import { isBlank, normalizeLines, normalName } from '../domain/text.js';

const MAX_NAME_LENGTH = 100;
/** Far more than anybody types, and far below PostgreSQL's own limits. */
const MAX_SEARCH_LENGTH = 1000;

const trimmed = (text: string) => (isBlank(text) ? '' : normalizeLines(text).trim());

/** A text without spaces around it; '' where it is blank. */
export const plainText = (field: string, max: number) =>
  z
    .string()
    .transform(trimmed)
    .pipe(z.string().max(max, `${field} may have ${max} characters at most.`));

/** @param message the error of a blank text */
export const requiredText = (field: string, max: number, message: string) =>
  plainText(field, max).refine((text) => text !== '', message);

/** A text without spaces around it; null where it is blank. */
export const optionalText = (field: string, max: number) =>
  plainText(field, max)
    .transform((text) => text || null)
    .nullable();

export const nameInput = z
  .string('name may not be null.')
  .transform(normalName)
  .pipe(
    z
      .string()
      .min(1, 'name may not be blank.')
      .max(MAX_NAME_LENGTH, `name may have ${MAX_NAME_LENGTH} characters at most.`),
  );

/**
 * Removes hyphens that are not followed by a word. PostgreSQL's search reads each of them as a negation, and fails on some
 * dozens.
 */
export const withoutLooseHyphens = (search: string): string =>
  search.replace(/-{2,}|-(?![\p{L}\p{N}"])/gu, ' ').trim();

export const searchInput = plainText('search', MAX_SEARCH_LENGTH)
  .transform((search) => withoutLooseHyphens(search.normalize()))
  .nullish();
