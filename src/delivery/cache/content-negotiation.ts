// The encoding of a response, by the request's Accept-Encoding. It is the same for most clients, so what it means is cached.
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';
import type { Encoding } from './cached-response.js';

/** The smaller first, where the client prefers none. */
const ENCODINGS = ['br', 'gzip'] as const;
const IDENTITY = 'identity';
const MAX_CACHED_HEADERS = 500;

const encodings = new LRUCache<string, { encoding: Encoding | undefined }>({ max: MAX_CACHED_HEADERS });

/** undefined for none. */
export function encodingFor(acceptEncoding: string | undefined): Encoding | undefined {
  if (acceptEncoding === undefined) return undefined;
  let known = encodings.get(acceptEncoding);
  if (known === undefined) {
    known = { encoding: preferredBy(acceptEncoding) };
    encodings.set(acceptEncoding, known);
  }
  return known.encoding;
}

/** By the client's weights; its types know nothing of our own preference, which decides between equal ones. */
function preferredBy(acceptEncoding: string): Encoding | undefined {
  const negotiator: { encoding(available: readonly string[], options: object): string | undefined } =
    new Negotiator({ headers: { 'accept-encoding': acceptEncoding } });
  const preferred = negotiator.encoding([...ENCODINGS, IDENTITY], { preferred: ENCODINGS });
  return ENCODINGS.find((encoding) => encoding === preferred);
}
