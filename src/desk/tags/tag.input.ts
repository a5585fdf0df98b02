// What the inputs about tags may hold. Whether a name or a slug is free, the database says.
import { z } from 'zod';
import { isSlug } from '../../domain/slug.js';

/** Characters. */
const MOST = { name: 100, description: 1000 };

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

const description = z
  .string()
  .trim()
  .max(MOST.description, `description may have ${MOST.description} characters at most.`)
  .transform((value) => value || null)
  .nullish();

export const newTag = z.object({ name, slug, description });

/** Left out: undefined, stays as it is. null empties the description, and has the slug made from the name anew. */
export const tagChanges = z.object({ id: z.string(), name: name.optional(), slug, description });

export const tagMerge = z
  .object({ fromId: z.string(), intoId: z.string() })
  .refine(({ fromId, intoId }) => fromId !== intoId, {
    path: ['intoId'],
    message: 'A tag is merged into another one.',
  });
