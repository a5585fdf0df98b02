// What an article's content has to be, as it comes from a client: by the list of article fields. What a draft may lack is not
// checked here: completeness is a condition of SUBMIT.
import * as z from 'zod';
import { ARTICLE_FIELDS, type ArticleField, type ContentChange } from '../../domain/article-fields.js';
import { isSlug } from '../../domain/slug.js';
import { normalizeLines } from '../../domain/text.js';
import { optionalText, plainText } from '../../graphql/text-input.js';

/** Browsers read `https:/a.example` and `https:\\a.example` as addresses, and drop line breaks: whoever wrote those meant none. */
const WEB_ADDRESS = /^https?:\/\/[^/\\\s][^\\\r\n\t]*$/i;

/** As browsers write it; undefined where it is no http or https address. */
function webAddress(value: string): string | undefined {
  return WEB_ADDRESS.test(value) && URL.canParse(value) ? new URL(value).href : undefined;
}

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
      return optionalText(name, max)
        .transform((value) => (value === null ? null : webAddress(value)))
        .refine((value) => value !== undefined, `${path.at(-1)} must be an http or https address.`)
        .refine(
          (value) => (value?.length ?? 0) <= max,
          `${name} may have ${max} characters at most, as browsers write it.`,
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
