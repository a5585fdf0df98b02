// The requests and answers of a page of the documentation, to be compared with what the server says. Ids, tokens and instants differ
// from run to run: an id stands for the one that first came in its place and for no other, tokens and instants for any.
export interface Example {
  /** The request as the page shows it: a document, its first line saying where it goes and as whom, or an address. */
  readonly request: string;
  /** Where it is one to GET, or what curl POSTs to. */
  readonly address?: string;
  /** The body that curl POSTs. */
  readonly posted?: string;
  readonly answer: string;
  readonly api: 'desk' | 'delivery';
  /** The e-mail of who asks; `preview` for the last preview's token; an API token's name; undefined for nobody. */
  readonly as?: string;
}

const PAIR =
  /```(?:graphql|http|sh)\n((?:# (Desk|Delivery)(?:, as ([^\s,]+))?|GET (\/.*)|curl http:\/\/[^/]+(\/\S*) -H 'Content-Type: application\/json' \\\n {2}-d '([^']*)').*\n[\s\S]*?)```\n+```json\n([\s\S]*?)```/g;

/** How many requests there are to be answered, in whatever form. */
export const requestsIn = (markdown: string): number =>
  [...markdown.matchAll(/^```(?:graphql|http)$|^curl /gm)].length;

export function examplesIn(markdown: string): Example[] {
  return [...markdown.matchAll(PAIR)].map(
    ([, request = '', api, as, got, postedTo, posted, answer = '']) => ({
      request,
      answer,
      address: got ?? postedTo,
      posted,
      api: api === 'Desk' ? 'desk' : 'delivery',
      as,
    }),
  );
}

/** The trusted documents that requests name. */
export const manifestIn = (markdown: string): string =>
  /`manifest\.json`\n+```json\n([\s\S]*?)```/.exec(markdown)?.[1] ?? '';

const ID = /\b(?:art|rev|pub|evt|tag|aut|usr|tok)_[0-9a-z]{26}\b/g;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const INSTANTS = new RegExp(INSTANT.source.slice(1, -1), 'g');
/** When the requests are said to be made. */
const THEN = Date.parse('2026-11-24T00:00:00.000Z');
const TOKEN = /^[\w-]{20,}(\.[\w-]+)*(…)?$/;

export class DocumentedNames {
  private readonly real = new Map<string, string>();
  private readonly later = Date.now() - THEN;

  /** A request of the documentation with the ids of this run, and with instants that lie as far ahead as they do there. */
  inThisRun(request: string): string {
    return request
      .replace(ID, (id) => this.real.get(id) ?? id)
      .replace(INSTANTS, (instant) => new Date(Date.parse(instant) + this.later).toISOString());
  }

  /** The actual answer with what differs from run to run as the page has it; learns ids on the way. */
  asShown(actual: unknown, shown: unknown): unknown {
    if (Array.isArray(actual) && Array.isArray(shown))
      return actual.map((part, i) => this.asShown(part, shown[i]));
    if (isObject(actual) && isObject(shown)) {
      return Object.fromEntries(
        Object.entries(actual).map(([key, part]) => [key, this.asShown(part, shown[key])]),
      );
    }
    if (typeof actual !== 'string' || typeof shown !== 'string') return actual;
    const [actualId] = actual.match(ID) ?? [];
    const [shownId] = shown.match(ID) ?? [];
    if (actualId === actual && shownId === shown) {
      if (!this.real.has(shown)) this.real.set(shown, actual);
      return this.real.get(shown) === actual ? shown : actual;
    }
    const bothAre = (pattern: RegExp) => pattern.test(actual) && pattern.test(shown);
    return bothAre(INSTANT) || (shown.endsWith('…') && bothAre(TOKEN)) ? shown : actual;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
