// The media type of a GraphQL response, by the request's Accept. It is the same for most clients, so what it means is cached.
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';

/** With their charset: a client that asks for UTF-8 by name accepts them too. */
export const JSON_TYPE = 'application/json; charset=utf-8';
const GRAPHQL_TYPE = 'application/graphql-response+json; charset=utf-8';
const MAX_CACHED_HEADERS = 500;

const types = new LRUCache<string, { type: string | undefined }>({ max: MAX_CACHED_HEADERS });

/** undefined where the client accepts neither type. */
export function typeFor(accept: string | undefined): string | undefined {
  if (accept === undefined) return JSON_TYPE;
  let known = types.get(accept);
  if (known === undefined) {
    known = { type: new Negotiator({ headers: { accept } }).mediaType([JSON_TYPE, GRAPHQL_TYPE]) };
    types.set(accept, known);
  }
  return known.type;
}

/** Of an error, which is said in any case. */
export const errorTypeFor = (accept: string | undefined): string => typeFor(accept) ?? JSON_TYPE;
