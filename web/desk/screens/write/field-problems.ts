// The API's messages about each field of the form, shown until the field is changed.
import { ApiError } from '../../api/errors.js';
import type { DraftContent, DraftField } from '../../drafts/draft-content.js';
import { problemWith, type DraftState } from '../../drafts/draft-state.js';
import { TitleRequired } from '../../drafts/save-errors.js';
import { WORDS } from '../../words/words.js';

export interface FieldsProps {
  readonly state: DraftState;
  readonly onChange: (changes: Partial<DraftContent>) => void;
  readonly onBlur: () => void;
}

/** The paths of the fields in the API's inputs, below `input`. */
const INPUT_PATHS: Readonly<Record<DraftField, string>> = {
  title: 'title',
  subtitle: 'subtitle',
  slug: 'slug',
  excerpt: 'excerpt',
  body: 'body',
  authors: 'authorIds',
  tags: 'tagIds',
  seoTitle: 'seo.title',
  seoDescription: 'seo.description',
  canonicalUrl: 'seo.canonicalUrl',
};

const pathOf = (path: readonly (string | number)[]) =>
  path.filter((part) => typeof part === 'string' && part !== 'input').join('.');

export function problemOf(field: DraftField, state: DraftState): string | undefined {
  const error = problemWith(field, state);
  if (error instanceof TitleRequired) return field === 'title' ? WORDS.write.titleNeeded : undefined;
  if (!(error instanceof ApiError)) return undefined;
  const about = (error.extensions.fields ?? []).filter(({ path }) => pathOf(path) === INPUT_PATHS[field]);
  return about.map(({ message }) => message).join(' ') || undefined;
}

/** The error of a refused save, unless all of it is shown beside the fields. */
export function generalProblem({ problem, status }: DraftState): unknown {
  if (problem === undefined || status !== 'refused' || problem.error instanceof TitleRequired)
    return undefined;
  const fields = problem.error instanceof ApiError ? (problem.error.extensions.fields ?? []) : [];
  const known: readonly string[] = Object.values(INPUT_PATHS);
  return fields.length > 0 && fields.every(({ path }) => known.includes(pathOf(path)))
    ? undefined
    : problem.error;
}
