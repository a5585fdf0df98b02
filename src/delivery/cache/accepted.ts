// In which form a client takes an answer, by its headers. They are the same for most clients, so what they mean is kept.
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';
import type { Encoding } from './answer.js';

/** As Apollo has them: who asks for UTF-8 by name is given them too. */
const JSON_TYPE = 'application/json; charset=utf-8';
const GRAPHQL_TYPE = 'application/graphql-response+json; charset=utf-8';
/** The smaller first. */
const ENCODINGS = ['br', 'gzip'] as const;
/** Kept of either header. */
const MOST = 500;

const types = new LRUCache<string, { type: string | undefined }>({ max: MOST });
const encodings = new LRUCache<string, { encoding: Encoding | undefined }>({ max: MOST });

/** As Apollo chooses it; undefined where it would refuse. */
export function typeFor(accept: string | undefined): string | undefined {
  if (accept === undefined) return JSON_TYPE;
  let known = types.get(accept);
  if (known === undefined) {
    known = { type: new Negotiator({ headers: { accept } }).mediaType([JSON_TYPE, GRAPHQL_TYPE]) };
    types.set(accept, known);
  }
  return known.type;
}

/** undefined where it is to stay as it is. */
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
