// A server on one of the data sets, and what is done at its desk: each returns the milliseconds that one request took.
import pg from 'pg';
import { executeAtDesk } from '../../desk-request.js';
import { startCopydesk, type Server } from '../../servers/server.js';
import { API_TOKEN } from '../../dataset/fill.js';

interface Article {
  readonly id: string;
  readonly version: number;
}

const BODY =
  'The harbour master told the city that the ferry would be late, and that the budget had no owner. ';
const ARTICLE = 'article { id version }';

export class Newsroom {
  private taken = 0;
  private texts = 0;

  private constructor(
    readonly databaseUrl: string,
    readonly server: Server,
    readonly database: pg.Client,
    private readonly ids: readonly string[],
  ) {}

  static async open(databaseUrl: string): Promise<Newsroom> {
    const database = new pg.Client(databaseUrl);
    await database.connect();
    const server = await startCopydesk(databaseUrl, 'off');
    // The newest that are live for good: what is under way are the oldest.
    const { rows } = await database.query<{ id: string }>(
      `SELECT a.id FROM desk.articles a JOIN desk.publications p ON p.article_id = a.id
       WHERE review_state = 'PUBLISHED' AND p.live_until IS NULL ORDER BY p.published_at DESC LIMIT 3000`,
    );
    return new Newsroom(
      databaseUrl,
      server,
      database,
      rows.map(({ id }) => id),
    );
  }

  async close(): Promise<void> {
    await this.server.stop();
    await this.database.end();
  }

  /** Others each time. They may be published again: what they say has been approved. */
  async approved(count: number): Promise<Article[]> {
    const ids = Array.from({ length: count }, () => this.ids[this.taken++ % this.ids.length] ?? '');
    const { rows } = await this.database.query<Article>(
      `UPDATE desk.articles SET review_state = 'APPROVED' WHERE id = ANY ($1) RETURNING id, version`,
      [ids],
    );
    return rows;
  }

  async publish(article?: Article): Promise<number> {
    const { id: articleId, version } = article ?? (await this.approved(1))[0] ?? { id: '', version: 0 };
    return this.mutate('publishArticle', 'PublishArticleInput', { articleId, version }, ARTICLE);
  }

  create(): Promise<number> {
    return this.mutate('createArticle', 'CreateArticleInput', this.content(), ARTICLE);
  }

  async save(): Promise<number> {
    const [{ id: articleId, version } = { id: '', version: 0 }] = await this.approved(1);
    return this.mutate('saveDraft', 'SaveDraftInput', { articleId, version, ...this.content() }, ARTICLE);
  }

  async renamePopularTag(): Promise<number> {
    const { rows } = await this.database.query<{ id: string }>(
      `SELECT id FROM desk.tags WHERE slug = 'popular'`,
    );
    const input = { id: rows[0]?.id, name: `Popular ${Date.now()}` };
    return this.mutate('updateTag', 'UpdateTagInput', input, 'tag { id }');
  }

  async ask(document: string, variables: object = {}, token = API_TOKEN): Promise<number> {
    return (await executeAtDesk(this.server.url, document, variables, token)).ms;
  }

  private mutate(name: string, type: string, input: object, selection: string): Promise<number> {
    return this.ask(`mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} } }`, { input });
  }

  private content() {
    return { title: `The ferry, ${Date.now()}-${this.texts++}`, body: BODY.repeat(40) };
  }
}
