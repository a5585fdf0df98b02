// What an autosave may be, by the list of article fields: limited, and otherwise as it was typed. What a draft has to be is
// checked when it is saved.
import * as z from 'zod';
import { ARTICLE_FIELDS, type ArticleField, type RevisionContent } from '../../domain/article-fields.js';
import { normalizeLines } from '../../domain/text.js';

/** The fields that were touched. */
export type AutosaveContent = Partial<{
  [F in keyof RevisionContent]: NonNullable<RevisionContent[F]>;
}>;

const FIELDS: readonly ArticleField[] = ARTICLE_FIELDS;
const SEO_FIELDS = FIELDS.filter(({ path }) => path.length === 2);

function inputOf({ kind, path, max }: ArticleField): z.ZodType {
  const name = path.join('.');
  if (kind === 'ids') {
    return z
      .array(z.string())
      .max(max, `${name} may have ${max} entries at most.`)
      .refine((list) => new Set(list).size === list.length, `${name} names something twice.`)
      .nullish();
  }
  const text = z.string().transform(normalizeLines);
  return text.refine((value) => value.length <= max, `${name} may have ${max} characters at most.`).nullish();
}

const shapeOf = (fields: readonly ArticleField[]) =>
  Object.fromEntries(fields.map((field) => [field.path.at(-1), inputOf(field)]));

/** Absent and null: not touched, and not kept. */
export const autosaveInput = z
  .object({
    ...shapeOf(FIELDS.filter(({ path }) => path.length === 1)),
    seo: z.object(shapeOf(SEO_FIELDS)).nullish(),
  })
  .transform(({ seo, ...input }): AutosaveContent => {
    const values = new Map<string, unknown>(Object.entries(input));
    const ofSeo = new Map<string, unknown>(Object.entries(seo ?? {}));
    const content = FIELDS.map(({ name, path: [first, second] }) => [
      name,
      second === undefined ? values.get(first) : ofSeo.get(second),
    ]);
    return Object.fromEntries(content.filter(([, value]) => value != null)) as AutosaveContent;
  });
