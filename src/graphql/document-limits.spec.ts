import { expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { parseWithinLimits } from './document-limits.js';

const repeated = (count: number, text: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join(' ');
const check = (text: string) => () => parseWithinLimits(text);
const beyond = (limit: number) =>
  expect.objectContaining({ code: 'QUERY_TOO_COMPLEX', extensions: { limit } });

test.each([
  ['selections', 500, (n: number) => `{ a { ${repeated(n - 1, () => 'b')} } }`],
  ['aliases', 100, (n: number) => `{ a { ${repeated(n, (i) => `b${i}: b`)} } }`],
  ['root fields', 30, (n: number) => `{ ${repeated(n, () => 'a')} }`],
  [
    'root fields in a fragment',
    30,
    (n: number) => `{ ...F } fragment F on Query { ${repeated(n, () => 'a')} }`,
  ],
  [
    'selections of a fragment that is spread often',
    500,
    (n: number) => `{ a { ${repeated(n - 1, () => '...F')} } } fragment F on A { b }`,
  ],
])('a document may have so many %s and not one more', (_what, limit, document) => {
  expect(check(document(limit))).not.toThrow();
  expect(check(document(limit + 1))).toThrow(beyond(limit));
});

test('fragments that each spread the next one twice are counted without being written out', () => {
  const chain = repeated(60, (i) => `fragment F${i} on A { ...F${i + 1} ...F${i + 1} }`);
  expect(check(`{ a { ...F0 } } ${chain} fragment F60 on A { b }`)).toThrow(beyond(500));
});

test('a fragment that spreads itself comes to an end, for validation to refuse', () => {
  expect(check('{ a { ...F } } fragment F on A { b ...F }')).not.toThrow();
});

test('brackets are counted before the parser follows them', () => {
  const nested = (depth: number) => `{ a(b: ${'['.repeat(depth)}${']'.repeat(depth)}) }`;
  expect(check(nested(98))).not.toThrow();
  expect(check(nested(900))).toThrow(beyond(100));
});

test('the query for a whole schema is within the limits', () => {
  expect(check(getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true }))).not.toThrow();
});
