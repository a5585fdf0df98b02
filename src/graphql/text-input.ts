// The texts that inputs have in common: names, texts that may be absent, and words to search for. What cannot be seen is blank.
import * as z from 'zod';
import { isBlank, normalizeLines, normalName } from '../domain/text.js';

const MAX_NAME_LENGTH = 100;
/** Far more than anybody types, and few enough for any of PostgreSQL's own limits. */
const MAX_SEARCH_LENGTH = 1000;

const trimmed = (text: string) => (isBlank(text) ? '' : normalizeLines(text).trim());

/** Without spaces around it; empty where nothing of it can be seen. */
export const plainText = (field: string, max: number) =>
  z
    .string()
    .transform(trimmed)
    .pipe(z.string().max(max, `${field} may have ${max} characters at most.`));

/** Something of it can be seen. */
export const requiredText = (field: string, max: number, message: string) =>
  plainText(field, max).refine((text) => text !== '', message);

/** null where nothing of it can be seen. */
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
 * What PostgreSQL's search has no use for: hyphens that negate no word. It reads each as one more negation, and gives up on
 * some dozens.
 */
export const withoutLooseHyphens = (search: string): string =>
  search.replace(/-{2,}|-(?![\p{L}\p{N}"])/gu, ' ').trim();

export const searchInput = plainText('search', MAX_SEARCH_LENGTH)
  .transform((search) => withoutLooseHyphens(search.normalize()))
  .nullish();
