// The four GraphQL operations that are measured, as frontends send them, and the variables they are drawn with. Every
// contestant receives the same requests and reads from them what it needs.
import { createHash } from 'node:crypto';
import { query } from './databases.js';

export const OPERATION_NAMES = ['Q1', 'Q2', 'Q3', 'Q4'] as const;
export type OperationName = (typeof OPERATION_NAMES)[number];

export interface Operation {
  readonly document: string;
  /** One set of variables a request, drawn at random. */
  readonly variables: readonly object[];
}

export type Operations = Readonly<Record<OperationName, Operation>>;

/** Q4 reads the page after so many articles. */
export const DEEP_PAGE_OFFSET = 2000;
/** Limits the different requests of one operation, so that their responses fit into the cache. */
const MAX_VARIABLE_SETS = 5000;

const AUTHORS_AND_TAGS = 'authors { slug name } tags { slug name }';
const PAGE_FIELDS = `nodes { id slug title excerpt publishedAt ${AUTHORS_AND_TAGS} } pageInfo { hasNextPage endCursor }`;

const ARTICLE_BY_SLUG = `query ArticleBySlug($slug: String!) {
  article(slug: $slug) { title excerpt body { html } publishedAt ${AUTHORS_AND_TAGS} }
}`;
const FIRST_PAGE = `query Newest { articles(first: 20) { ${PAGE_FIELDS} } }`;
const TAG_WITH_ARTICLES = `query TagWithArticles($slug: String!) {
  tag(slug: $slug) {
    name
    articles(first: 10) { nodes { slug title excerpt publishedAt ${AUTHORS_AND_TAGS} body { html } } }
  }
}`;
const PAGE_AFTER = `query After($after: String!) { articles(first: 20, after: $after) { ${PAGE_FIELDS} } }`;

export const TOTAL_COUNT: Operation = {
  document: 'query Total { articles(first: 1) { totalCount } }',
  variables: [{}],
};

/** The operations with variables from the data set at `url`. */
export async function loadOperations(url: string): Promise<Operations> {
  const slugs = (table: string) =>
    query<{ slug: string }>(
      url,
      `SELECT slug FROM ${table} ORDER BY hashtext(slug), slug LIMIT ${MAX_VARIABLE_SETS}`,
    );
  return {
    Q1: { document: ARTICLE_BY_SLUG, variables: await slugs('bench.articles') },
    Q2: { document: FIRST_PAGE, variables: [{}] },
    Q3: { document: TAG_WITH_ARTICLES, variables: await slugs('bench.tags') },
    Q4: await pageAfter(url, DEEP_PAGE_OFFSET),
  };
}

/** The operation that reads the page after the first `offset` articles. */
export async function pageAfter(url: string, offset: number): Promise<Operation> {
  const [last] = await query<{ id: string; published_at: Date }>(
    url,
    `SELECT id, published_at FROM bench.articles ORDER BY published_at DESC, id DESC OFFSET $1 LIMIT 1`,
    [offset - 1],
  );
  if (last === undefined)
    throw new Error(`There are fewer than ${offset} articles; give more with --articles.`);
  const cursor = JSON.stringify(['newest', last.published_at.toISOString(), last.id]);
  return { document: PAGE_AFTER, variables: [{ after: Buffer.from(cursor).toString('base64url') }] };
}

/** One POST body for each set of variables. */
export const requestBodies = ({ document, variables }: Operation): string[] =>
  variables.map((values) => JSON.stringify({ query: document, variables: values }));

let uniqueBodies = 0;

/** POST bodies that differ from each other and from every earlier one, by a variable that the document does not declare. */
export function uniqueRequestBodies({ document, variables }: Operation, count: number): string[] {
  return Array.from({ length: count }, (_, i) =>
    JSON.stringify({
      query: document,
      variables: { ...variables[i % variables.length], nth: ++uniqueBodies },
    }),
  );
}

/** Query strings of automatic persisted queries for GET; `withDocument` adds the document, which registers it. */
export function persistedQueryStrings(operation: Operation, withDocument = false): string[] {
  const sha256Hash = createHash('sha256').update(operation.document).digest('hex');
  const extensions = JSON.stringify({ persistedQuery: { version: 1, sha256Hash } });
  return operation.variables.map((values) => {
    const parameters = new URLSearchParams({ variables: JSON.stringify(values), extensions });
    if (withDocument) parameters.set('query', operation.document);
    return `?${parameters.toString()}`;
  });
}
