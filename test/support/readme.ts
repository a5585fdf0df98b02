// The README's requests and answers, read from it and compared with what the server says. Ids, tokens and instants differ
// from run to run: an id stands for the one that came in its place, tokens and instants for any other.
export interface Example {
  /** The request as the README shows it: a document, its first line saying where it goes and as whom, or an address. */
  readonly request: string;
  /** Where it is one to GET. */
  readonly address?: string;
  readonly answer: string;
  readonly api: 'desk' | 'delivery';
  /** The e-mail of who asks; `preview` for the preview's token; undefined for nobody. */
  readonly as?: string;
}

const PAIR =
  /```(?:graphql|http)\n((?:# (Desk|Delivery)(?:, as ([^\s,]+))?|GET (\/.*)).*\n[\s\S]*?)```\n+```json\n([\s\S]*?)```/g;

export function examplesIn(markdown: string): Example[] {
  return [...markdown.matchAll(PAIR)].map(([, request = '', api, as, address, answer = '']) => ({
    request,
    answer,
    address,
    api: api === 'Desk' ? 'desk' : 'delivery',
    as,
  }));
}

/** The trusted documents that the README's requests name. */
export const manifestIn = (markdown: string): string =>
  /`manifest\.json`\n+```json\n([\s\S]*?)```/.exec(markdown)?.[1] ?? '';

const ID = /\b(?:art|rev|pub|evt|tag|aut|usr|tok)_[0-9a-z]{26}\b/g;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const TOKEN = /^[\w-]{20,}(\.[\w-]+)*(…)?$/;

export class ReadmeNames {
  private readonly real = new Map<string, string>();

  /** A README request with the ids of this run. */
  inThisRun(request: string): string {
    return request.replace(ID, (id) => this.real.get(id) ?? id);
  }

  /** The actual answer with what differs from run to run as the README has it; learns ids on the way. */
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
      this.real.set(shown, actual);
      return shown;
    }
    const bothAre = (pattern: RegExp) => pattern.test(actual) && pattern.test(shown);
    return bothAre(INSTANT) || (shown.endsWith('…') && bothAre(TOKEN)) ? shown : actual;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
