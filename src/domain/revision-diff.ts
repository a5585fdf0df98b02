// What changed from one revision of an article to another, field by field, as unified diffs. A request waits for it, so its
// work is bounded: two texts that have too little in common are shown as one replaced by the other.
import { createTwoFilesPatch, FILE_HEADERS_ONLY, formatPatch } from 'diff';
import { ARTICLE_FIELDS, type ArticleField, type RevisionContent } from './article-fields.js';

/** A revision as editors read it: `authorIds` and `tagIds` hold names and slugs instead of ids, in the same order. */
export interface DiffableRevision {
  readonly number: number;
  readonly content: RevisionContent;
}

export interface FieldDiff {
  /** The field's name in the API: `title`, `seo.canonicalUrl`. */
  readonly field: string;
  readonly patch: string;
}

/** In lines. The time grows with the square of the lines that differ: 1,000 take a tenth of a second. */
const MAX_EDIT_LENGTH = 1_000;

/**
 * One entry for each field that changed, in the order of ARTICLE_FIELDS.
 * @param maxEditLength lines that may differ; beyond them, and with 0 always, the whole old text is shown as replaced
 */
export function revisionDiff(
  from: DiffableRevision,
  to: DiffableRevision,
  maxEditLength = MAX_EDIT_LENGTH,
): FieldDiff[] {
  const before = textsOf(from);
  const headers = [`revision ${from.number}`, `revision ${to.number}`] as const;
  return [...textsOf(to)].flatMap(([field, text]) => {
    const old = before.get(field) ?? '';
    return old === text ? [] : [{ field, patch: patchOf(headers, old, text, maxEditLength) }];
  });
}

/** The fields as text, by the names of FieldDiff. */
const textsOf = ({ content }: DiffableRevision): Map<string, string> =>
  new Map(ARTICLE_FIELDS.map((field) => [diffNameOf(field), textOf(field.kind, content[field.name])]));

const diffNameOf = ({ path, diffName }: ArticleField): string => diffName ?? path.join('.');

/** A body stays as it is. Other values become whole lines; an empty value becomes no line. */
function textOf(kind: ArticleField['kind'], value: string | null | readonly string[]): string {
  if (kind === 'markdown' && typeof value === 'string') return value;
  return value === null || typeof value === 'string' ? line(value) : value.map(line).join('');
}

const line = (value: string | null): string => (value ? `${value}\n` : '');

function patchOf(
  [oldHeader, newHeader]: readonly [string, string],
  old: string,
  text: string,
  maxEditLength: number,
): string {
  return (
    createTwoFilesPatch(oldHeader, newHeader, old, text, undefined, undefined, {
      maxEditLength,
      context: 3,
      headerOptions: FILE_HEADERS_ONLY,
    }) ?? replacementPatch([oldHeader, newHeader], old, text)
  );
}

function replacementPatch(
  [oldFileName, newFileName]: readonly [string, string],
  old: string,
  text: string,
): string {
  const removed = linesOf(old);
  const added = linesOf(text);
  const hunk = {
    oldStart: 1,
    oldLines: removed.length,
    newStart: 1,
    newLines: added.length,
    lines: [...marked('-', removed, old), ...marked('+', added, text)],
  };
  return formatPatch(
    { oldFileName, newFileName, oldHeader: undefined, newHeader: undefined, hunks: [hunk] },
    FILE_HEADERS_ONLY,
  );
}

const linesOf = (text: string): string[] => {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
};

const marked = (mark: string, lines: readonly string[], text: string): string[] => [
  ...lines.map((each) => mark + each),
  ...(lines.length > 0 && !text.endsWith('\n') ? ['\\ No newline at end of file'] : []),
];
