// People at the desk, by the desk API: what they are told about an article, what they try, and whether they are refused for no
// reason that was foretold.
import { DESK_PATH } from '../../src/config/paths.js';
import { Connection } from './http.js';
import type { Faults } from './faults.js';

interface Option {
  readonly name: string;
  readonly allowed: boolean;
  readonly blockedBy: readonly { readonly code: string }[];
}

export interface DeskArticle {
  readonly id: string;
  readonly version: number;
  readonly reviewState: string;
  readonly scheduled: { readonly liveFrom: string } | null;
  readonly working: {
    readonly id: string;
    readonly slug: string;
    readonly tags: readonly { readonly id: string; readonly slug: string }[];
  };
  readonly transitions: readonly Option[];
}

const ARTICLE = `id version reviewState scheduled { liveFrom } working { id slug tags { id slug } }
  transitions { name allowed blockedBy { code } }`;

interface Refusal {
  readonly message: string;
  readonly extensions: { readonly code: string; readonly blockedBy?: readonly { readonly code: string }[] };
}

interface Result<T> {
  readonly data?: T | null;
  readonly errors?: readonly Refusal[];
  readonly seq: number;
}

/** How often each thing was done, and how often it was refused as was to be expected. */
export class Tally {
  readonly counts = new Map<string, number>();

  add(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }
}

export class DeskClient {
  private readonly connection = new Connection();

  constructor(
    readonly server: { readonly nth: number; readonly url: string },
    private readonly token: string,
    private readonly tally: Tally,
    private readonly faults: Faults,
  ) {}

  close(): void {
    this.connection.close();
  }

  /** Executes what is never refused; a fault, and undefined, where it is. */
  async ask<T>(document: string, variables: object): Promise<T | undefined> {
    const { data, errors } = await this.execute<T>(document, variables);
    if (!errors) return data ?? undefined;
    this.faults.add('an error of the desk API', `${JSON.stringify(errors)} of ${document.slice(0, 80)}`);
    return undefined;
  }

  async article(id: string): Promise<DeskArticle | undefined> {
    const data = await this.ask<{ article: DeskArticle | null }>(
      `query ($id: ID!) { article(id: $id) { ${ARTICLE} } }`,
      { id },
    );
    return data?.article ?? undefined;
  }

  /**
   * Keeps unsaved text. It names no version, so that only the article tells afterwards whether another change came first, such as
   * another owner's who submitted it.
   */
  async autosave(article: DeskArticle, text: object): Promise<void> {
    const { errors } = await this.execute(
      'mutation ($input: AutosaveInput!) { autosave(input: $input) { autosave { savedAt } } }',
      { input: { articleId: article.id, baseRevisionId: article.working.id, ...text } },
    );
    if (!errors) return this.tally.add('autosave');
    const now = await this.article(article.id);
    if (errors[0]?.extensions.code === 'FORBIDDEN' && now?.version !== article.version)
      return this.tally.add('autosaves after another change');
    this.faults.add('an error of the desk API', `${JSON.stringify(errors)} of an autosave`);
  }

  /**
   * Makes a change, by the article as it was read: refused where another change came first, and where the article's own options
   * said why. Any other refusal is a fault.
   * @param transition that it is one of; without it, nothing but another change is a reason
   * @returns the article afterwards, and the number of the last change
   */
  async attempt(
    mutation: string,
    inputType: string,
    input: object,
    about?: { readonly article: DeskArticle; readonly transition: string },
  ): Promise<{ readonly article: DeskArticle; readonly seq: number } | undefined> {
    const { data, errors, seq } = await this.execute<Record<string, { article: DeskArticle } | null>>(
      `mutation ($input: ${inputType}!) { ${mutation}(input: $input) { article { ${ARTICLE} } } }`,
      { input },
    );
    const article = data?.[mutation]?.article;
    const option = about?.article.transitions.find(({ name }) => name === about.transition);
    if (article && option?.allowed !== false) {
      this.tally.add(mutation);
      return { article, seq };
    }
    const given = errors?.[0];
    if (given?.extensions.code === 'CONFLICT') this.tally.add('conflicts');
    else if (
      given &&
      option &&
      codesOf(given.extensions.blockedBy) === codesOf(option.blockedBy) &&
      !option.allowed
    )
      this.tally.add('refused as foretold');
    else {
      const foretold = option ? `foretold: ${option.allowed ? 'allowed' : codesOf(option.blockedBy)}` : '';
      const got = errors ? JSON.stringify(errors) : 'done';
      this.faults.add('an answer of the desk API that nothing foretold', `${mutation}: ${got} ${foretold}`);
    }
    return undefined;
  }

  private async execute<T>(document: string, variables: object): Promise<Result<T>> {
    try {
      const { text, status, seq } = await this.connection.send({
        url: this.server.url + DESK_PATH,
        body: { query: document, variables },
        headers: { authorization: `Bearer ${this.token}` },
      });
      if (status >= 500) throw new Error(`${status} ${text.slice(0, 300)}`);
      return { ...(JSON.parse(text) as Result<T>), seq };
    } catch (error) {
      return { errors: [{ message: String(error), extensions: { code: 'NO_ANSWER' } }], seq: NaN };
    }
  }
}

const codesOf = (blockers: Option['blockedBy'] = []): string =>
  blockers
    .map(({ code }) => code)
    .sort()
    .join(' ');
