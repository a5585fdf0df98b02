// What the inputs about tags may hold. Whether a name or a slug is free, the database says.
import * as z from 'zod';
import { nameInput as name, optionalText } from '../../graphql/text-input.js';
import { slugInput as slug } from '../slugs/named-entity.js';

/** Characters. */
const MAX_DESCRIPTION_LENGTH = 1000;

const description = optionalText('description', MAX_DESCRIPTION_LENGTH).optional();

export const newTag = z.object({ name, slug, description });

/** Left out: undefined, stays as it is. null empties the description, and has the slug made from the name anew. */
export const tagChanges = z.object({ id: z.string(), name: name.optional(), slug, description });

export const tagMerge = z
  .object({ fromId: z.string(), intoId: z.string() })
  .refine(({ fromId, intoId }) => fromId !== intoId, {
    path: ['intoId'],
    message: 'A tag cannot be merged into itself.',
  });
