// An autosave as the API shows it: its fields where the list of article fields has them, null where they were not touched.
import type { Autosave } from '../../database/generated/prisma/client.js';
import { ARTICLE_FIELDS, type ArticleField } from '../../domain/article-fields.js';

export interface AutosaveView {
  readonly baseRevisionId: string;
  readonly savedAt: Date;
  readonly authorIds: readonly string[] | null;
  readonly tagIds: readonly string[] | null;
  readonly seo: Readonly<Record<string, unknown>> | null;
}

const FIELDS: readonly ArticleField[] = ARTICLE_FIELDS;

/** What is kept of a field that has left the list since is not shown. */
export function autosaveView({ baseRevisionId, savedAt, content }: Autosave): AutosaveView {
  const kept = content as Readonly<Record<string, unknown>>;
  const valuesOf = (fields: readonly ArticleField[]) =>
    Object.fromEntries(fields.map(({ name, path }) => [path.at(-1), kept[name] ?? null]));
  const seo = valuesOf(FIELDS.filter(({ path }) => path.length === 2));
  return {
    authorIds: null,
    tagIds: null,
    ...valuesOf(FIELDS.filter(({ path }) => path.length === 1)),
    seo: Object.values(seo).some((value) => value !== null) ? seo : null,
    baseRevisionId,
    savedAt,
  };
}
