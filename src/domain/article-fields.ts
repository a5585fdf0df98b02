// The list of what an article's content consists of. Validation, merge, content hash, diff, the columns that are read and
// written, the projection and the columns of the delivery API are derived from it. To add a field, see CONTRIBUTING.md.
import { normalizeLines } from './text.js';

/** How a field's value is written: `optional` is a text that may be null; `ids` are in the order the desk gave them. */
type Kind = 'text' | 'slug' | 'optional' | 'url' | 'markdown' | 'ids';

/** How readers get it. */
interface ReaderFields {
  /** The type of the delivery API that has it. */
  readonly type: 'Article' | 'Body' | 'Seo';
  /** The columns of delivery.articles by the fields that give them. */
  readonly columns: Readonly<Record<string, string>>;
  /** The column of their ids, where it is a list. */
  readonly ids?: string;
}

export interface ArticleField {
  readonly name: string;
  readonly kind: Kind;
  /** Where it stands in the desk API's inputs, and what a diff calls it, unless `diffName` does. */
  readonly path: readonly [string] | readonly ['seo', string];
  readonly diffName?: string;
  /** Characters, or entries of a list. */
  readonly max: number;
  /** Its column in desk.revisions; none, where it is a table of its own. */
  readonly column?: string;
  /** What is said of an article that lacks it, where SUBMIT needs it. */
  readonly missing?: { readonly message: string; readonly remedy: string };
  /** A field that was added after content had been hashed: it enters the hash only where it is not empty. */
  readonly isHashedWhereSet?: true;
  /** Of PostgreSQL's full-text search, the triggers' and views' business: a test holds them to it. */
  readonly searchWeight?: 'A' | 'B' | 'C';
  readonly readers: ReaderFields;
}

const article = (columns: ReaderFields['columns'], ids?: string): ReaderFields => ({
  type: 'Article',
  columns,
  ids,
});
const seo = (columns: ReaderFields['columns']): ReaderFields => ({ type: 'Seo', columns });

/** In the order in which an editor reads them, which is that of the hash too. */
export const ARTICLE_FIELDS = [
  {
    name: 'title',
    kind: 'text',
    path: ['title'],
    max: 300,
    column: 'title',
    missing: { message: 'The text has no title.', remedy: 'Give it one.' },
    searchWeight: 'A',
    readers: article({ title: 'title' }),
  },
  {
    name: 'subtitle',
    kind: 'optional',
    path: ['subtitle'],
    max: 300,
    column: 'subtitle',
    isHashedWhereSet: true,
    searchWeight: 'B',
    readers: article({ subtitle: 'subtitle' }),
  },
  {
    name: 'slug',
    kind: 'slug',
    path: ['slug'],
    max: 100,
    column: 'slug',
    missing: {
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
    max: 200_000,
    column: 'body',
    missing: { message: 'The body is blank.', remedy: 'Write it.' },
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
    missing: { message: 'The text has no author.', remedy: 'Add a byline.' },
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
/** The fields that are columns of desk.revisions. */
export type ContentColumn = Extract<Field, { column: string }>['name'];

/** The content of a revision. A text that is missing is '', or null where it is optional. */
export type RevisionContent = { readonly [F in Field as F['name']]: ValueOf<F> };

/** What an input changes: a field that is absent stays as it is. A slug of null is made from the title. */
export type ContentChange = Partial<Omit<RevisionContent, 'slug'>> & { readonly slug?: string | null };

/** Content that says nothing yet. */
export const EMPTY_CONTENT = Object.fromEntries(
  ARTICLE_FIELDS.map(({ name, kind }) => [name, emptyValue(kind)]),
) as RevisionContent;

/** The columns of desk.revisions that hold content, by the names that Prisma's model gives them. */
export const CONTENT_COLUMNS = Object.fromEntries(
  ARTICLE_FIELDS.flatMap((field) => ('column' in field ? [[field.name, field.column]] : [])),
) as Readonly<Record<ContentColumn, string>>;

/** The columns of delivery.articles that hold content, those of ids included. */
export const DELIVERY_COLUMNS: readonly string[] = (ARTICLE_FIELDS as readonly ArticleField[]).flatMap(
  ({ readers: { columns, ids } }) => [...Object.values(columns), ...(ids === undefined ? [] : [ids])],
);

/** The columns behind the leaf fields of a type of the delivery API, by those fields' names. */
export const leafColumns = (type: ReaderFields['type']): Readonly<Record<string, string>> =>
  Object.assign(
    {},
    ...(ARTICLE_FIELDS as readonly ArticleField[])
      .filter(({ readers }) => readers.type === type && readers.ids === undefined)
      .map(({ readers }) => readers.columns),
  ) as Record<string, string>;

/** The content after a change, but for the slug, which has to be claimed. */
export const mergeContent = (current: RevisionContent, changes: ContentChange): RevisionContent => ({
  ...current,
  ...Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)),
  slug: current.slug,
});

/** The content with such line ends, as stored content may not have them. */
export const normalized = (content: RevisionContent): RevisionContent =>
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
