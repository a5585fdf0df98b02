// Ids: opaque to clients, unique over all types, never reused. A prefix says what a thing is, so `node(id)` asks one
// table; the rest is a ULID, so ids made one after the other lie one after the other in an index.
import { randomFillSync } from 'node:crypto';
import { ulid } from 'ulid';

const PREFIXES = {
  Article: 'art',
  Revision: 'rev',
  Publication: 'pub',
  Event: 'evt',
  Tag: 'tag',
  Author: 'aut',
  User: 'usr',
  Session: 'ses',
  ApiToken: 'tok',
  Preview: 'prv',
} as const;

export type Identified = keyof typeof PREFIXES;

/** The system's randomness, a byte for each letter of 256 ids: to ask for each letter takes fifty times as long. */
const random = new Uint8Array(4096);
let used = random.length;

function randomFraction(): number {
  if (used === random.length) {
    randomFillSync(random);
    used = 0;
  }
  return (random[used++] ?? 0) / 256;
}

export const newId = (type: Identified): string =>
  `${PREFIXES[type]}_${ulid(undefined, randomFraction).toLowerCase()}`;

/** The type that an id is of, or undefined where it is of none. */
export function typeOfId(id: string): Identified | undefined {
  const prefix = id.slice(0, id.indexOf('_'));
  return (Object.keys(PREFIXES) as Identified[]).find((type) => PREFIXES[type] === prefix);
}
