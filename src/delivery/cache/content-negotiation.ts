// The media type and the encoding of a response, by the request's headers. They are the same for most clients, so what they
// mean is cached.
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';
import type { Encoding } from './cached-response.js';

/** With their charset: a client that asks for UTF-8 by name accepts them too. */
export const JSON_TYPE = 'application/json; charset=utf-8';
const GRAPHQL_TYPE = 'application/graphql-response+json; charset=utf-8';
/** The smaller first. */
const ENCODINGS = ['br', 'gzip'] as const;
/** Of either header. */
const MAX_CACHED_HEADERS = 500;

const types = new LRUCache<string, { type: string | undefined }>({ max: MAX_CACHED_HEADERS });
const encodings = new LRUCache<string, { encoding: Encoding | undefined }>({ max: MAX_CACHED_HEADERS });

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

/** undefined for none. */
export function encodingFor(acceptEncoding: string | undefined): Encoding | undefined {
  if (acceptEncoding === undefined) return undefined;
  let known = encodings.get(acceptEncoding);
  if (known === undefined) {
    const negotiator = new Negotiator({ headers: { 'accept-encoding': acceptEncoding } });
    const takes = negotiator.encodings([...ENCODINGS]);
    known = { encoding: ENCODINGS.find((encoding) => takes.includes(encoding)) };
    encodings.set(acceptEncoding, known);
  }
  return known.encoding;
}
