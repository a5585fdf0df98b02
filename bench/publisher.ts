// Publishes over the desk API while requests are measured: a live article gets a new title, is submitted, approved and
// published. (b)'s tables get the title too, so that all contestants go on having the same content.
import { setTimeout as sleep } from 'node:timers/promises';
import { query } from './databases.js';
import { executeAtDesk } from './desk-request.js';
import { seededRandom, oneOf } from './random.js';

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
const WARM_UP_PUBLICATIONS = 10;
const PUBLISH_INTERVAL_MS = 1000;

export class Publisher {
  private readonly random = seededRandom(7);
  private count = 0;

  private constructor(
    private readonly url: string,
    private readonly databaseUrl: string,
    private readonly articleIds: readonly string[],
  ) {}

  /** @param url of the server whose desk API is used */
  static async create(url: string, databaseUrl: string): Promise<Publisher> {
    const rows = await query<{ id: string }>(databaseUrl, 'SELECT id FROM desk.articles ORDER BY id');
    return new Publisher(
      url,
      databaseUrl,
      rows.map((row) => row.id),
    );
  }

  async publish(articleId: string = oneOf(this.articleIds, this.random)): Promise<Published> {
    let { article } = await this.execute<{ article: Article }>(
      `query ($id: ID!) { article(id: $id) { ${SELECTION} } }`,
      { id: articleId },
    );
    let seq = 0;
    const mutate = async (name: string, inputType: string, more: object = {}) => {
      const input = { articleId, version: article.version, ...more };
      const result = await this.execute<Record<string, { article: Article }>>(
        `mutation ($input: ${inputType}!) { ${name}(input: $input) { article { ${SELECTION} } } }`,
        { input },
      );
      article = result[name]?.article ?? article;
      seq = result.seq;
    };
    const title = `${article.working.title.replace(/ \(\d+\)$/, '')} (${Date.now() + this.count++})`;
    await mutate('saveDraft', 'SaveDraftInput', { title });
    await mutate('submitForReview', 'TransitionInput');
    await mutate('approveArticle', 'ApproveArticleInput', { revisionId: article.working.id });
    await mutate('publishArticle', 'PublishArticleInput');
    return { slug: article.working.slug, title, seq };
  }

  /** Publishes a few times, since the desk API's first mutations take several times as long as later ones. */
  async warmUp(): Promise<void> {
    const titles = new Map<string, string>();
    for (let i = 0; i < WARM_UP_PUBLICATIONS; i++) {
      const { slug, title } = await this.publish();
      titles.set(slug, title);
    }
    await this.updateNormalisedTitles(titles);
  }

  /** @returns a function that stops it */
  publishEverySecond(): () => Promise<void> {
    const titles = new Map<string, string>();
    const stopped = new AbortController();
    const end = (async () => {
      while (!stopped.signal.aborted) {
        const next = sleep(PUBLISH_INTERVAL_MS);
        const { slug, title } = await this.publish();
        titles.set(slug, title);
        await next;
      }
    })();
    return async () => {
      stopped.abort();
      await end;
      await this.updateNormalisedTitles(titles);
    };
  }

  /** Writes the published titles, by slug, into (b)'s tables. */
  async updateNormalisedTitles(titles: ReadonlyMap<string, string>): Promise<void> {
    await query(
      this.databaseUrl,
      `UPDATE bench.articles a SET title = new.title
       FROM unnest($1::text[], $2::text[]) AS new (slug, title) WHERE a.slug = new.slug`,
      [[...titles.keys()], [...titles.values()]],
    );
  }

  /** @returns the preview's token */
  async createPreview(input: { articleId: string } | { asOf: string }): Promise<string> {
    const document = 'mutation ($input: CreatePreviewInput!) { createPreview(input: $input) { token } }';
    const result = await this.execute<{ createPreview: { token: string } }>(document, { input });
    return result.createPreview.token;
  }

  private async execute<T>(document: string, variables: object): Promise<T & { seq: number }> {
    const { data, seq } = await executeAtDesk<T>(this.url, document, variables);
    return { ...data, seq };
  }
}
