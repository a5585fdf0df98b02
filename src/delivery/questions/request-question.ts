// What a request asks, whether it came by POST or GET, and the key under which its answer is kept: the same question has
// the same key, however its variables are ordered.
import type { FastifyRequest } from 'fastify';
import type { PersistedDocuments } from './persisted-documents.js';

export interface RequestQuestion {
  readonly text: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly key: string;
}

interface Sent {
  readonly query?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
  readonly extensions?: unknown;
}

/**
 * undefined where it is no question that could be kept: it goes on to the API, which says what is wrong with it.
 * @param type of the answer
 */
export function questionOf(
  request: FastifyRequest,
  documents: PersistedDocuments,
  type: string,
): RequestQuestion | undefined {
  const sent = request.method === 'GET' ? fromAddress(request.query as object) : request.body;
  if (!isObject(sent)) return undefined;
  const { query, operationName, variables = null, extensions }: Sent = sent;
  const text = extensions === undefined ? query : documents.textOf(query, extensions);
  if (typeof text !== 'string' || (variables !== null && !isObject(variables))) return undefined;
  if (operationName != null && typeof operationName !== 'string') return undefined;
  return {
    text,
    operationName: operationName ?? undefined,
    variables: variables ?? {},
    key: `${type}\n${operationName ?? ''}\n${variables === null ? '' : canonical(variables)}\n${text}`,
  };
}

/** What is JSON in an address. */
function fromAddress(parameters: object): Sent | undefined {
  const { variables, extensions, ...sent } = parameters as Record<string, unknown>;
  try {
    return {
      ...sent,
      ...(variables !== undefined && { variables: JSON.parse(String(variables)) as unknown }),
      ...(extensions !== undefined && { extensions: JSON.parse(String(extensions)) as unknown }),
    };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON with every object's keys in order. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical((value as Record<string, unknown>)[key])}`).join()}}`;
}
