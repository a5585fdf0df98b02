// What a request asks, whether it came by POST or GET, and the key under which its answer is kept: the same question has
// the same key, however its variables are ordered and however its document was named.
import type { FastifyRequest } from 'fastify';

export interface RequestQuestion {
  readonly text: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly key: string;
}

/** As it came: nothing of it has been looked at. */
export interface Sent {
  readonly query?: unknown;
  readonly documentId?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
  readonly extensions?: unknown;
}

export function sentIn(request: FastifyRequest): Sent {
  const sent = request.method === 'GET' ? fromAddress(request.query as object) : request.body;
  return isObject(sent) ? sent : {};
}

/** Makes the request one that sends the document and names none, for Apollo, which knows fewer names. */
export function writeOut(request: FastifyRequest, text: string): void {
  if (request.method === 'GET') {
    const [path = '', ...search] = request.url.split('?');
    // What is asked may have a question mark of its own.
    const parameters = new URLSearchParams(search.join('?'));
    for (const name of ['documentId', 'extensions']) parameters.delete(name);
    parameters.set('query', text);
    request.raw.url = `${path}?${parameters}`;
  } else {
    const { documentId: _, extensions: __, ...others }: Sent = request.body as object;
    request.body = { ...others, query: text };
  }
}

/**
 * undefined where it is no question that could be kept: it goes on to the API, which says what is wrong with it.
 * @param text of its document
 * @param type of the answer
 */
export function questionOf(
  { operationName, variables = null }: Sent,
  text: string,
  type: string,
): RequestQuestion | undefined {
  if (variables !== null && !isObject(variables)) return undefined;
  if (operationName != null && typeof operationName !== 'string') return undefined;
  return {
    text,
    operationName: operationName ?? undefined,
    variables: variables ?? {},
    key: `${type}\n${operationName ?? ''}\n${variables === null ? '' : canonical(variables)}\n${text}`,
  };
}

/** Variables and extensions are JSON in an address. */
function fromAddress({ variables, extensions, ...others }: Sent): Sent {
  return { ...others, variables: parsed(variables), extensions: parsed(extensions) };
}

/** What is no JSON stays as it is, and is then not of the right type. */
function parsed(json: unknown): unknown {
  if (typeof json !== 'string') return json;
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return json;
    throw error;
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON with every object's keys in order. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical((value as Record<string, unknown>)[key])}`).join()}}`;
}
