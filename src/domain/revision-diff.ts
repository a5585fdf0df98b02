// What changed from one revision of an article to another, field by field, as unified diffs. Computed when it is asked
// for, so its work is bounded: two texts that have too little in common are shown as one replaced by the other.
import { createTwoFilesPatch, FILE_HEADERS_ONLY, formatPatch } from 'diff';

export interface DiffableRevision {
  readonly number: number;
  readonly title: string;
  readonly slug: string;
  readonly excerpt: string | null;
  readonly body: string;
  /** Names, in byline order. */
  readonly authors: readonly string[];
  /** Names, in the desk's order. */
  readonly tags: readonly string[];
  readonly seo: {
    readonly title: string | null;
    readonly description: string | null;
    readonly canonicalUrl: string | null;
  };
}

export interface FieldDiff {
  /** As the API names it: `title`, `seo.canonicalUrl`. */
  readonly field: string;
  readonly patch: string;
}

/** The search grows with the square of the lines that differ: 1,000 take a tenth of a second. */
const BOUNDS = { maxEditLength: 1_000, timeout: 1_000 };

/** One entry for each field that changed, in the order in which an editor reads them. */
export function revisionDiff(from: DiffableRevision, to: DiffableRevision): FieldDiff[] {
  const before = textsOf(from);
  const headers = [`revision ${from.number}`, `revision ${to.number}`] as const;
  return [...textsOf(to)].flatMap(([field, text]) => {
    const old = before.get(field) ?? '';
    return old === text ? [] : [{ field, patch: patchOf(headers, old, text) }];
  });
}

/** The body to the letter; other fields as whole lines, none where there is no value. */
const textsOf = (revision: DiffableRevision) =>
  new Map([
    ['title', line(revision.title)],
    ['slug', line(revision.slug)],
    ['excerpt', line(revision.excerpt)],
    ['body', revision.body],
    ['authors', revision.authors.map(line).join('')],
    ['tags', revision.tags.map(line).join('')],
    ['seo.title', line(revision.seo.title)],
    ['seo.description', line(revision.seo.description)],
    ['seo.canonicalUrl', line(revision.seo.canonicalUrl)],
  ]);

const line = (value: string | null): string => (value ? `${value}\n` : '');

function patchOf([oldHeader, newHeader]: readonly [string, string], old: string, text: string): string {
  return (
    createTwoFilesPatch(oldHeader, newHeader, old, text, undefined, undefined, {
      ...BOUNDS,
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
