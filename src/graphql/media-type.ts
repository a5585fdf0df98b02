// Negotiates the media type of a GraphQL response. Most clients send the same few Accept headers, so results are cached.
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';

/** With the charset, so that it also matches an Accept that names UTF-8. */
export const JSON_TYPE = 'application/json; charset=utf-8';
const GRAPHQL_TYPE = 'application/graphql-response+json; charset=utf-8';
const MAX_CACHED_HEADERS = 500;

const types = new LRUCache<string, { type: string | undefined }>({ max: MAX_CACHED_HEADERS });

/** @returns undefined where the client accepts neither type */
export function typeFor(accept: string | undefined): string | undefined {
  if (accept === undefined) return JSON_TYPE;
  let known = types.get(accept);
  if (known === undefined) {
    known = { type: new Negotiator({ headers: { accept } }).mediaType([JSON_TYPE, GRAPHQL_TYPE]) };
    types.set(accept, known);
  }
  return known.type;
}

/** Errors are sent as JSON even where the client accepts neither type. */
export const errorTypeFor = (accept: string | undefined): string => typeFor(accept) ?? JSON_TYPE;
