// What the inputs about bylines may hold. Whether a slug or a user is free, the database says.
import { z } from 'zod';
import { isSlug } from '../../domain/slug.js';

/** Characters. */
const MOST = { name: 100, bio: 2000 };

const name = z
  .string('name may not be null.')
  .trim()
  .normalize()
  .min(1, 'name may not be blank.')
  .max(MOST.name, `name may have ${MOST.name} characters at most.`);

const slug = z
  .string()
  .refine(isSlug, 'slug may have lower-case letters a to z, digits, and single hyphens between them.')
  .nullish();

const bio = z
  .string()
  .trim()
  .max(MOST.bio, `bio may have ${MOST.bio} characters at most.`)
  .transform((value) => value || null)
  .nullish();

const userId = z.string().nullish();

export const newAuthor = z.object({ name, slug, bio, userId });

/** Left out: undefined, stays as it is. null empties, and has the slug made from the name anew. */
export const authorChanges = z.object({ id: z.string(), name: name.optional(), slug, bio, userId });
