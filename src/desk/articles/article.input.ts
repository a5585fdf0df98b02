// What an article's content has to be, as it comes from a client: by the list of article fields. What a draft may lack is not
// checked here: completeness is a condition of SUBMIT.
import { z } from 'zod';
import { ARTICLE_FIELDS, type ArticleField, type ContentChange } from '../../domain/article-fields.js';
import { isSlug } from '../../domain/slug.js';
import { normalizeLines } from '../../domain/text.js';
import { optionalText, plainText } from '../../graphql/text-input.js';

const isWebAddress = (value: string) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);

const ids = (name: string, max: number) =>
  z
    .array(z.string())
    .max(max, `${name} may have ${max} entries at most.`)
    .refine((list) => new Set(list).size === list.length, `${name} names something twice.`)
    .nullable()
    .transform((list) => list ?? []);

function inputOf({ kind, path, max }: ArticleField): z.ZodType {
  const name = path.join('.');
  switch (kind) {
    case 'text':
      return plainText(name, max)
        .nullable()
        .transform((value) => value ?? '');
    case 'optional':
      return optionalText(name, max);
    case 'url':
      return optionalText(name, max).refine(
        (value) => value === null || isWebAddress(value),
        `${path.at(-1)} must be an http or https address.`,
      );
    case 'slug':
      return z
        .string()
        .refine(isSlug, 'slug may have lower-case letters a to z, digits, and single hyphens between them.')
        .nullable();
    case 'markdown':
      // MarkdownService, which renders it, checks its length.
      return z
        .string()
        .nullable()
        .transform((value) => normalizeLines(value ?? ''));
    case 'ids':
      return ids(name, max);
  }
}

const FIELDS: readonly ArticleField[] = ARTICLE_FIELDS;

const shapeOf = (fields: readonly ArticleField[]) =>
  Object.fromEntries(fields.map((field) => [field.path.at(-1), inputOf(field).optional()]));

const seoFields = FIELDS.filter(({ path }) => path.length === 2);

/** Absent: stays as it is. null: emptied. */
export const articleInput = z
  .object({
    ...shapeOf(FIELDS.filter(({ path }) => path.length === 1)),
    seo: z.object(shapeOf(seoFields)).nullable().optional(),
  })
  .transform(({ seo, ...changes }): ContentChange => {
    const given = new Map<string, unknown>(Object.entries(seo ?? {}));
    const ofSeo = seoFields.map(({ name, path }) => [name, seo === null ? null : given.get(path[1] ?? '')]);
    return { ...changes, ...Object.fromEntries(ofSeo) };
  });
