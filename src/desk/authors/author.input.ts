// What the inputs about bylines may hold. Whether a slug or a user is free, the database says.
import * as z from 'zod';
import { nameInput as name, optionalText } from '../../graphql/text-input.js';
import { slugInput as slug } from '../slugs/named-entity.js';

/** Characters. */
const MAX_BIO_LENGTH = 2000;

const bio = optionalText('bio', MAX_BIO_LENGTH).optional();
const userId = z.string().nullish();

export const newAuthor = z.object({ name, slug, bio, userId });

/** Left out: undefined, stays as it is. null empties, and has the slug made from the name anew. */
export const authorChanges = z.object({ id: z.string(), name: name.optional(), slug, bio, userId });

export const authorMerge = z
  .object({ fromId: z.string(), intoId: z.string() })
  .refine(({ fromId, intoId }) => fromId !== intoId, {
    path: ['intoId'],
    message: 'An author cannot be merged into itself.',
  });
