// The fields of an article's content, each declared once. Validation, merge, content hash, diff, the columns that are read and
// written, the projection and the columns of the delivery API are derived from this list. To add a field, see CONTRIBUTING.md.
import { MAX_SLUG_LENGTH } from './slug.js';
import { normalizeLines } from './text.js';

/** Of a body's Markdown. */
export const MAX_BODY_LENGTH = 200_000;

/** The type of a field's value. `optional` is a text that may be null; `ids` keep the order in which the desk sent them. */
type Kind = 'text' | 'slug' | 'optional' | 'url' | 'markdown' | 'ids';

/** How the delivery API exposes a field. */
interface ReaderFields {
  /** The GraphQL type that has it. */
  readonly type: 'Article' | 'Body' | 'Seo';
  /** Columns of delivery.articles, by the GraphQL fields that return them. */
  readonly columns: Readonly<Record<string, string>>;
  /** The column with the ids of a list. */
  readonly ids?: string;
}

export interface ArticleField {
  readonly name: string;
  readonly kind: Kind;
  /** Its path in the desk API's inputs. A diff names the field by it, unless there is a `diffName`. */
  readonly path: readonly [string] | readonly ['seo', string];
  readonly diffName?: string;
  /** Characters, or entries of a list. */
  readonly max: number;
  /** Its column in desk.revisions; absent where the field has a table of its own. */
  readonly column?: string;
  /** The blocker of SUBMIT while the field is empty; absent where SUBMIT does not need the field. */
  readonly submitBlocker?: { readonly message: string; readonly remedy: string };
  /** Set for a field that was added after hashes had been stored: it enters the hash only where it is not empty. */
  readonly isHashedOnlyIfSet?: true;
  /** Its weight in PostgreSQL's full-text search. Triggers and views apply it; a test compares them with this list. */
  readonly searchWeight?: 'A' | 'B' | 'C';
  readonly readers: ReaderFields;
}

const article = (columns: ReaderFields['columns'], ids?: string): ReaderFields => ({
  type: 'Article',
  columns,
  ids,
});
const seo = (columns: ReaderFields['columns']): ReaderFields => ({ type: 'Seo', columns });

/** In reading order. Stored hashes depend on this order. */
export const ARTICLE_FIELDS = [
  {
    name: 'title',
    kind: 'text',
    path: ['title'],
    max: 300,
    column: 'title',
    submitBlocker: { message: 'The text has no title.', remedy: 'Give it one.' },
    searchWeight: 'A',
    readers: article({ title: 'title' }),
  },
  {
    name: 'subtitle',
    kind: 'optional',
    path: ['subtitle'],
    max: 300,
    column: 'subtitle',
    isHashedOnlyIfSet: true,
    searchWeight: 'B',
    readers: article({ subtitle: 'subtitle' }),
  },
  {
    name: 'slug',
    kind: 'slug',
    path: ['slug'],
    max: MAX_SLUG_LENGTH,
    column: 'slug',
    submitBlocker: {
      message: 'The text has no slug of its own.',
      remedy: 'Give it one that no other article has.',
    },
    readers: article({ slug: 'slug' }),
  },
  {
    name: 'excerpt',
    kind: 'optional',
    path: ['excerpt'],
    max: 2000,
    column: 'excerpt',
    searchWeight: 'B',
    readers: article({ excerpt: 'excerpt' }),
  },
  {
    name: 'body',
    kind: 'markdown',
    path: ['body'],
    max: MAX_BODY_LENGTH,
    column: 'body',
    submitBlocker: { message: 'The body is blank.', remedy: 'Write it.' },
    searchWeight: 'C',
    readers: {
      type: 'Body',
      columns: {
        markdown: 'markdown',
        html: 'html',
        text: 'text',
        wordCount: 'word_count',
        readingMinutes: 'reading_minutes',
      },
    },
  },
  {
    name: 'authorIds',
    kind: 'ids',
    path: ['authorIds'],
    diffName: 'authors',
    max: 50,
    submitBlocker: { message: 'The text has no author.', remedy: 'Add a byline.' },
    readers: article({ authors: 'authors' }, 'author_ids'),
  },
  {
    name: 'tagIds',
    kind: 'ids',
    path: ['tagIds'],
    diffName: 'tags',
    max: 50,
    readers: article({ tags: 'tags' }, 'tag_ids'),
  },
  {
    name: 'seoTitle',
    kind: 'optional',
    path: ['seo', 'title'],
    max: 300,
    column: 'seo_title',
    readers: seo({ title: 'seo_title' }),
  },
  {
    name: 'seoDescription',
    kind: 'optional',
    path: ['seo', 'description'],
    max: 1000,
    column: 'seo_description',
    readers: seo({ description: 'seo_description' }),
  },
  {
    name: 'canonicalUrl',
    kind: 'url',
    path: ['seo', 'canonicalUrl'],
    max: 2000,
    column: 'canonical_url',
    readers: seo({ canonicalUrl: 'canonical_url' }),
  },
] as const satisfies readonly ArticleField[];

type Field = (typeof ARTICLE_FIELDS)[number];
type ValueOf<F extends Field> = F extends { kind: 'ids' }
  ? readonly string[]
  : F extends { kind: 'optional' | 'url' }
    ? string | null
    : string;

export type ArticleFieldName = Field['name'];
/** The names of the fields that have a column in desk.revisions. */
export type ContentColumn = Extract<Field, { column: string }>['name'];

/** The content of a revision. A text that is missing is '', or null where it is optional. */
export type RevisionContent = { readonly [F in Field as F['name']]: ValueOf<F> };

/** What an input changes: an absent field stays as it is. A slug of null is made from the title. */
export type ContentChange = Partial<Omit<RevisionContent, 'slug'>> & { readonly slug?: string | null };

export const EMPTY_CONTENT = Object.fromEntries(
  ARTICLE_FIELDS.map(({ name, kind }) => [name, emptyValue(kind)]),
) as RevisionContent;

/** The columns of desk.revisions that hold content, by the field names of Prisma's model. */
export const CONTENT_COLUMNS = Object.fromEntries(
  ARTICLE_FIELDS.flatMap((field) => ('column' in field ? [[field.name, field.column]] : [])),
) as Readonly<Record<ContentColumn, string>>;

/** The columns of delivery.articles that hold content, including columns of ids. */
export const DELIVERY_COLUMNS: readonly string[] = (ARTICLE_FIELDS as readonly ArticleField[]).flatMap(
  ({ readers: { columns, ids } }) => [...Object.values(columns), ...(ids === undefined ? [] : [ids])],
);

/** The columns behind the leaf fields of a delivery type, by the names of the GraphQL fields. */
export const leafColumns = (type: ReaderFields['type']): Readonly<Record<string, string>> =>
  Object.assign(
    {},
    ...(ARTICLE_FIELDS as readonly ArticleField[])
      .filter(({ readers }) => readers.type === type && readers.ids === undefined)
      .map(({ readers }) => readers.columns),
  ) as Record<string, string>;

/** The content after a change. The slug stays: it has to be claimed first (desk/slugs/slugs.ts). */
export const mergeContent = (current: RevisionContent, changes: ContentChange): RevisionContent => ({
  ...current,
  ...Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)),
  slug: current.slug,
});

/** The content with LF as line ending. Revisions from before inputs were normalised may have CRLF. */
export const withNormalizedLines = (content: RevisionContent): RevisionContent =>
  Object.fromEntries(
    Object.entries(content).map(([name, value]) => [
      name,
      typeof value === 'string' ? normalizeLines(value) : value,
    ]),
  ) as unknown as RevisionContent;

function emptyValue(kind: Kind): string | null | readonly string[] {
  if (kind === 'ids') return [];
  return kind === 'optional' || kind === 'url' ? null : '';
}
