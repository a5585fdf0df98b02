// What is asked: four questions as frontends ask them, with the variables that are drawn from. Everybody is asked in the
// same words; each finds in them what it needs.
import { createHash } from 'node:crypto';
import { query } from './databases.js';

export const NAMES = ['Q1', 'Q2', 'Q3', 'Q4'] as const;
export type QuestionName = (typeof NAMES)[number];

export interface Question {
  readonly document: string;
  /** To be drawn from at random. */
  readonly variables: readonly object[];
}

export type Questions = Readonly<Record<QuestionName, Question>>;

/** Where Q4 begins: after so many articles. */
export const DEEP = 2000;
/** How many requests of each question are drawn from: their responses have to fit into the cache. */
const MAX_VARIABLES = 5000;

const NAMED = 'authors { slug name } tags { slug name }';
const LIST = `nodes { id slug title excerpt publishedAt ${NAMED} } pageInfo { hasNextPage endCursor }`;

const BY_SLUG = `query ArticleBySlug($slug: String!) {
  article(slug: $slug) { title excerpt body { html } publishedAt ${NAMED} }
}`;
const NEWEST = `query Newest { articles(first: 20) { ${LIST} } }`;
const ARCHIVE = `query Archive($slug: String!) {
  tag(slug: $slug) {
    name
    articles(first: 10) { nodes { slug title excerpt publishedAt ${NAMED} body { html } } }
  }
}`;
const AFTER = `query After($after: String!) { articles(first: 20, after: $after) { ${LIST} } }`;

export const TOTAL: Question = {
  document: 'query Total { articles(first: 1) { totalCount } }',
  variables: [{}],
};

/** The questions of the data set at `url`. */
export async function questionsOf(url: string): Promise<Questions> {
  const slugs = (from: string) =>
    query<{ slug: string }>(
      url,
      `SELECT slug FROM ${from} ORDER BY hashtext(slug), slug LIMIT ${MAX_VARIABLES}`,
    );
  return {
    Q1: { document: BY_SLUG, variables: await slugs('bench.articles') },
    Q2: { document: NEWEST, variables: [{}] },
    Q3: { document: ARCHIVE, variables: await slugs('bench.tags') },
    Q4: await pageAfter(url, DEEP),
  };
}

/** The page that follows the first `position` articles. */
export async function pageAfter(url: string, position: number): Promise<Question> {
  const [last] = await query<{ id: string; published_at: Date }>(
    url,
    `SELECT id, published_at FROM bench.articles ORDER BY published_at DESC, id DESC OFFSET $1 LIMIT 1`,
    [position - 1],
  );
  if (last === undefined)
    throw new Error(`There are fewer than ${position} articles; give more with --articles.`);
  const place = JSON.stringify(['newest', last.published_at.toISOString(), last.id]);
  return { document: AFTER, variables: [{ after: Buffer.from(place).toString('base64url') }] };
}

export const bodiesOf = ({ document, variables }: Question): string[] =>
  variables.map((values) => JSON.stringify({ query: document, variables: values }));

let asked = 0;

/** Bodies that nobody has sent before: a variable that the document does not declare makes each another question. */
export function bodiesNeverSent({ document, variables }: Question, count: number): string[] {
  return Array.from({ length: count }, (_, i) =>
    JSON.stringify({ query: document, variables: { ...variables[i % variables.length], nth: ++asked } }),
  );
}

/** As automatic persisted queries are asked by GET; with the document only to have it known. */
export function persistedAddresses(question: Question, withDocument = false): string[] {
  const sha256Hash = createHash('sha256').update(question.document).digest('hex');
  const extensions = JSON.stringify({ persistedQuery: { version: 1, sha256Hash } });
  return question.variables.map((values) => {
    const parameters = new URLSearchParams({ variables: JSON.stringify(values), extensions });
    if (withDocument) parameters.set('query', question.document);
    return `?${parameters.toString()}`;
  });
}
