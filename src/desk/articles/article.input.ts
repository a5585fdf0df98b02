// What an article's content must be, as it comes from a client. What a draft may lack is not asked here: completeness is
// the workflow's, at SUBMIT.
import { z } from 'zod';
import { isSlug } from '../../domain/slug.js';

/** Characters. */
const MOST = {
  title: 300,
  excerpt: 2000,
  seoTitle: 300,
  seoDescription: 1000,
  url: 2000,
  ids: 50,
};

const text = (name: string, most: number) =>
  z.string().trim().max(most, `${name} may have ${most} characters at most.`);

const nullableText = (name: string, most: number) =>
  text(name, most)
    .transform((value) => value || null)
    .nullable();

const ids = (name: string) =>
  z
    .array(z.string())
    .max(MOST.ids, `${name} may have ${MOST.ids} entries at most.`)
    .refine((list) => new Set(list).size === list.length, `${name} names something twice.`)
    .nullable()
    .transform((list) => list ?? []);

const isWebAddress = (value: string) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);

const seo = z.object({
  title: nullableText('seo.title', MOST.seoTitle).optional(),
  description: nullableText('seo.description', MOST.seoDescription).optional(),
  canonicalUrl: nullableText('seo.canonicalUrl', MOST.url)
    .refine(
      (value) => value === null || isWebAddress(value),
      'canonicalUrl must be an http or https address.',
    )
    .optional(),
});

/** Left out: undefined, stays as it is. null: emptied. */
export const articleInput = z.object({
  title: text('title', MOST.title)
    .nullable()
    .transform((value) => value ?? '')
    .optional(),
  slug: z
    .string()
    .refine(isSlug, 'slug may have lower-case letters a to z, digits, and single hyphens between them.')
    .nullable()
    .optional(),
  excerpt: nullableText('excerpt', MOST.excerpt).optional(),
  /** How long it may be is BodiesService's, which renders it. */
  body: z
    .string()
    .nullable()
    .transform((value) => value ?? '')
    .optional(),
  authorIds: ids('authorIds').optional(),
  tagIds: ids('tagIds').optional(),
  seo: seo.nullable().optional(),
});

export type AcceptableArticle = z.output<typeof articleInput>;
