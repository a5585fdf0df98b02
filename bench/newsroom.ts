// Publishes while it is measured, over the desk API, as a newsroom would: an article that is live gets a new title, is
// submitted, approved and published. (b)'s tables get the title too, so that all go on having the same content.
import { setTimeout as sleep } from 'node:timers/promises';
import { query } from './databases.js';
import { API_TOKEN } from './dataset/fill.js';
import { randomFrom, oneOf } from './random.js';

export interface Published {
  readonly slug: string;
  readonly title: string;
  /** The number of the change, X-Content-Seq. */
  readonly seq: number;
}

interface Article {
  readonly id: string;
  readonly version: number;
  readonly working: { readonly id: string; readonly title: string; readonly slug: string };
}

const SELECTION = 'id version working { id title slug }';

export class Newsroom {
  private readonly random = randomFrom(7);
  private count = 0;

  private constructor(
    private readonly url: string,
    private readonly databaseUrl: string,
    private readonly articles: readonly string[],
  ) {}

  /** @param url of the server whose desk is used */
  static async open(url: string, databaseUrl: string): Promise<Newsroom> {
    const rows = await query<{ id: string }>(databaseUrl, 'SELECT id FROM desk.articles ORDER BY id');
    return new Newsroom(
      url,
      databaseUrl,
      rows.map((row) => row.id),
    );
  }

  async publish(articleId: string = oneOf(this.articles, this.random)): Promise<Published> {
    let { article } = await this.ask<{ article: Article }>(
      `query ($id: ID!) { article(id: $id) { ${SELECTION} } }`,
      { id: articleId },
    );
    let seq = 0;
    const step = async (name: string, type: string, more: object = {}) => {
      const input = { articleId, version: article.version, ...more };
      const answer = await this.ask<Record<string, { article: Article }>>(
        `mutation ($input: ${type}!) { ${name}(input: $input) { article { ${SELECTION} } } }`,
        { input },
      );
      article = answer[name]?.article ?? article;
      seq = answer.seq;
    };
    const title = `${article.working.title.replace(/ \(\d+\)$/, '')} (${Date.now() + this.count++})`;
    await step('saveDraft', 'SaveDraftInput', { title });
    await step('submitForReview', 'TransitionInput');
    await step('approveArticle', 'ApproveArticleInput', { revisionId: article.working.id });
    await step('publishArticle', 'PublishArticleInput');
    return { slug: article.working.slug, title, seq };
  }

  /** The desk's first mutations take several times as long as those to come. */
  async warmUp(): Promise<void> {
    const titles = new Map<string, string>();
    for (let i = 0; i < 10; i++) {
      const { slug, title } = await this.publish();
      titles.set(slug, title);
    }
    await this.rename(titles);
  }

  /** @returns what stops it */
  everySecond(): () => Promise<void> {
    const titles = new Map<string, string>();
    const stopped = new AbortController();
    const end = (async () => {
      while (!stopped.signal.aborted) {
        const next = sleep(1000);
        const { slug, title } = await this.publish();
        titles.set(slug, title);
        await next;
      }
    })();
    return async () => {
      stopped.abort();
      await end;
      await this.rename(titles);
    };
  }

  /** Has the normalised tables say what was published. */
  async rename(titles: ReadonlyMap<string, string>): Promise<void> {
    await query(
      this.databaseUrl,
      `UPDATE bench.articles a SET title = new.title
       FROM unnest($1::text[], $2::text[]) AS new (slug, title) WHERE a.slug = new.slug`,
      [[...titles.keys()], [...titles.values()]],
    );
  }

  private async ask<T>(document: string, variables: object): Promise<T & { seq: number }> {
    const response = await fetch(`${this.url}/graphql/desk`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${API_TOKEN}` },
      body: JSON.stringify({ query: document, variables }),
    });
    const answer = (await response.json()) as { data: T; errors?: unknown };
    if (answer.errors) throw new Error(`The desk refused: ${JSON.stringify(answer.errors)}`);
    return { ...answer.data, seq: Number(response.headers.get('x-content-seq')) };
  }
}
