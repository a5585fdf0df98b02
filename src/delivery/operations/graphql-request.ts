// The parameters of a GraphQL request, from its body or its address, and the key of its response: the same operation with
// the same variables has the same key, however its variables are ordered and however its document was named.
import type { FastifyRequest } from 'fastify';
import { badUserInput } from '../../domain/errors.js';
import { sizeErrors } from '../../graphql/text-validation.js';
import { badRequest, HttpError } from './http-error.js';
import { isObject, stableStringify } from './json.js';

export interface GraphQLRequest {
  /** Of the document. */
  readonly text: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly key: string;
}

/** As they were sent: nothing of them has been validated. */
export interface RawParams {
  readonly query?: unknown;
  readonly documentId?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
  readonly extensions?: unknown;
}

/** @throws HttpError where the address has escapes that are not UTF-8 */
export function readParams(request: FastifyRequest): RawParams {
  const params = request.method === 'POST' ? request.body : fromAddress(request);
  return isObject(params) ? params : {};
}

/**
 * @param text of the document that the request sends or names
 * @param type the response's media type
 * @throws HttpError where the parameters are not of the types that the GraphQL-over-HTTP specification gives them
 */
export function parseRequest(
  { operationName, variables = null }: RawParams,
  text: string,
  type: string,
): GraphQLRequest {
  if (variables !== null && !isObject(variables)) throw badRequest('variables must be an object.');
  if (operationName != null && typeof operationName !== 'string') {
    throw badRequest('operationName must be a string, given once.');
  }
  const tooLarge = sizeErrors(variables);
  if (tooLarge.length > 0) throw new HttpError(400, [badUserInput(tooLarge)]);
  const serialized = variables === null ? '' : stableStringify(variables);
  return {
    text,
    operationName: operationName || undefined,
    variables: variables ?? {},
    key: `${type}\n${operationName ?? ''}\n${serialized}\n${text}`,
  };
}

/** Variables and extensions are JSON in an address. */
function fromAddress({ url, query }: FastifyRequest): RawParams {
  if (!isPercentEncoded(url)) throw badRequest('The address must be UTF-8, percent-encoded.');
  const { variables, extensions, ...others } = query as RawParams;
  return { ...others, variables: parsed(variables), extensions: parsed(extensions) };
}

/** Fastify takes escapes that make no text as they are, and Node takes each byte beyond ASCII for a character. */
function isPercentEncoded(address: string): boolean {
  if (/[^\x21-\x7e]/.test(address)) return false;
  try {
    return Boolean(decodeURIComponent(address));
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}

/** What is not JSON stays as it is, and is then not of the right type. */
function parsed(json: unknown): unknown {
  if (typeof json !== 'string') return json;
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return json;
    throw error;
  }
}
