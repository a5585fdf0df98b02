// What was asked, in canonical form: the same question has the same key, however its variables are ordered and whether
// it came by POST or GET.
import type { FastifyRequest } from 'fastify';

interface Asked {
  readonly query?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
  readonly extensions?: unknown;
}

/** undefined where it is no question that could be kept: it goes on to the API, which says what is wrong with it. */
export function answerKey(request: FastifyRequest): string | undefined {
  const asked = (request.method === 'GET' ? fromAddress(request.query) : request.body) as Asked | undefined;
  if (typeof asked !== 'object' || asked === null || Array.isArray(asked)) return undefined;
  const { query, operationName, variables, extensions } = asked;
  if (typeof query !== 'string' || extensions !== undefined) return undefined;
  // What type the answer has, and whether there is one, follows from the header as it stands.
  return [
    request.headers.accept ?? '',
    operationName ?? '',
    variables ? canonical(variables) : '',
    query,
  ].join('\n');
}

function fromAddress(parameters: unknown): Asked | undefined {
  const { variables, ...asked } = parameters as Record<string, unknown>;
  if (variables === undefined) return asked;
  try {
    return { ...asked, variables: JSON.parse(String(variables)) as unknown };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** JSON with every object's keys in order. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join()}}`;
}
