// Readers of the delivery API: each has a connection of its own to one of the servers, asks, thinks, and asks for something else.
import { setTimeout as sleep } from 'node:timers/promises';
import { DELIVERY_PATH } from '../../src/config/paths.js';
import { persistedQueryStrings } from '../operations.js';
import { oneOf } from '../random.js';
import { Connection, type Answer } from './http.js';
import type { Faults } from './faults.js';
import type { Observation, Shown } from './truth.js';

/** On the average; a reader waits between none and twice of it. */
const THINK_MS = 1000;
/** They come one after the other. */
const ARRIVAL_MS = 10_000;

const ARTICLE = 'query ($id: ID) { article(id: $id) { id title body { html } tags { id name } } }';
const BY_SLUG = 'query ($slug: String) { article(slug: $slug) { id title body { html } } }';
const NODES = 'nodes { id title publishedAt } pageInfo { hasNextPage }';
const NEWEST = `query { articles(first: 20) { ${NODES} } }`;
const TAG = `query ($slug: String) { tag(slug: $slug) { id name articles(first: 10) { ${NODES} } } }`;
const SEARCH = 'query ($words: String!) { search(query: $words, first: 10) { nodes { id title } } }';
const TAGS = 'query { tags(first: 50) { nodes { id name } } }';

/** What there is to read; it grows while the writers write. */
export interface Site {
  readonly articles: { readonly id: string; readonly slug: string }[];
  readonly tags: readonly { readonly id: string; readonly slug: string }[];
}

interface Node {
  readonly id: string;
  readonly title: string;
  readonly publishedAt?: string;
  readonly body?: { readonly html: string };
}

interface Page {
  readonly nodes: readonly Node[];
  readonly pageInfo?: { readonly hasNextPage: boolean };
}

interface Data {
  readonly article?: Node | null;
  readonly articles?: Page;
  readonly search?: Page;
  readonly tag?: { readonly id: string; readonly name: string; readonly articles: Page } | null;
}

type Question =
  | {
      readonly document: typeof ARTICLE;
      readonly variables: { readonly id: string };
      readonly articleId: string;
    }
  | {
      readonly document: typeof BY_SLUG;
      readonly variables: { readonly slug: string };
      readonly articleId: string;
    }
  | { readonly document: string; readonly variables: object; readonly articleId?: undefined };

export class Reader {
  private readonly connection = new Connection();
  private last?: { readonly path: string; readonly etag: string; readonly text: string };

  constructor(
    private readonly server: { readonly nth: number; readonly url: string },
    private readonly site: Site,
    private readonly random: () => number,
    private readonly seen: Observation[],
    private readonly faults: Faults,
  ) {}

  /** Reads until it is told to stop. @returns how many requests it made */
  async readUntil(stopped: AbortSignal): Promise<number> {
    let requests = 0;
    await sleep(this.random() * ARRIVAL_MS);
    while (!stopped.aborted) {
      await this.read(this.draw());
      requests += 1;
      await sleep(this.random() * 2 * THINK_MS);
    }
    this.connection.close();
    return requests;
  }

  /** @param min the change that the answer has to show; @param known that it has to show without being told */
  async readArticle(articleId: string, { min = 0, known = 0 } = {}): Promise<void> {
    await this.read({ document: ARTICLE, variables: { id: articleId }, articleId }, { min, known });
  }

  async readLists(tagSlugs: readonly string[], { min = 0, known = 0 } = {}): Promise<void> {
    await this.read({ document: NEWEST, variables: {} }, { min, known });
    for (const slug of tagSlugs) await this.read({ document: TAG, variables: { slug } }, { min, known });
  }

  private draw(): Question {
    const { articles, tags } = this.site;
    // The later ones more often: they are those that change.
    const article = articles[Math.floor(articles.length * Math.sqrt(this.random()))] ?? { id: '', slug: '' };
    const kind = this.random();
    if (kind < 0.35) return { document: BY_SLUG, variables: { slug: article.slug }, articleId: article.id };
    if (kind < 0.55) return { document: ARTICLE, variables: { id: article.id }, articleId: article.id };
    if (kind < 0.7) return { document: NEWEST, variables: {} };
    if (kind < 0.85) return { document: TAG, variables: { slug: oneOf(tags, this.random).slug } };
    if (kind < 0.95)
      return {
        document: SEARCH,
        variables: { words: oneOf(['harbour', 'ferry budget', 'Number'], this.random) },
      };
    return { document: TAGS, variables: {} };
  }

  private async read(question: Question, { min = 0, known = 0 } = {}): Promise<void> {
    try {
      const answer = await this.ask(question, min);
      if (answer.status !== 200 || answer.text.includes('"errors"'))
        this.faults.add('an error of the delivery API', `${answer.status} ${answer.text.slice(0, 300)}`);
      else this.observe(question, answer, Math.max(min, known, answer.seq));
    } catch (error) {
      this.faults.add('no answer of the delivery API', String(error));
    }
  }

  /** Half of them by GET, with the document's hash, and what the reader has is not sent again; the others by POST. */
  private async ask(question: Question, min: number): Promise<Answer> {
    const headers: Record<string, string> = min === 0 ? {} : { 'x-content-min-seq': String(min) };
    const url = this.server.url + DELIVERY_PATH;
    if (this.random() < 0.5) {
      const { document, variables } = question;
      return this.connection.send({ url, body: { query: document, variables }, headers });
    }
    const operation = { document: question.document, variables: [question.variables] };
    const [path = ''] = persistedQueryStrings(operation);
    const known = this.last?.path === path ? this.last : undefined;
    if (known) headers['if-none-match'] = known.etag;
    const answer = await this.connection.send({ url: url + path, headers });
    if (answer.status === 304 && known) return { ...answer, status: 200, text: known.text };
    if (answer.text.includes('PERSISTED_QUERY_NOT_FOUND')) {
      const [whole = ''] = persistedQueryStrings(operation, true);
      return this.connection.send({ url: url + whole, headers });
    }
    this.last = answer.etag === undefined ? undefined : { path, etag: answer.etag, text: answer.text };
    return answer;
  }

  private observe({ articleId }: Question, { sentAt, answeredAt, text }: Answer, known: number): void {
    const { data } = JSON.parse(text) as { data: Data };
    const common = { server: this.server.nth, sentAt, answeredAt, known };
    if (articleId !== undefined)
      this.seen.push({ ...common, shown: [this.shownOf(articleId, data.article ?? undefined)] });
    if (data.search)
      this.seen.push({ ...common, shown: data.search.nodes.map((node) => this.shownOf(node.id, node)) });
    const [page, tagId] = data.tag ? [data.tag.articles, data.tag.id] : [data.articles, ''];
    if (page === undefined) return;
    this.seen.push({
      ...common,
      shown: page.nodes.map((node) => this.shownOf(node.id, node)),
      list: { tagId, isWhole: page.pageInfo?.hasNextPage !== true },
      ...(data.tag && { tagName: { tagId, name: data.tag.name } }),
    });
  }

  private shownOf(articleId: string, node?: Node): Shown {
    const [number] = /Number \d+/.exec(node?.title ?? '') ?? [];
    if (number !== undefined && node?.body?.html.includes(`${number}.`) === false)
      this.faults.add('an article with the body of another revision', `${articleId} ${node.title}`);
    if (node === undefined) return { articleId, title: null };
    const at = node.publishedAt === undefined ? undefined : Date.parse(node.publishedAt);
    return { articleId, title: node.title, publishedAt: at };
  }
}
