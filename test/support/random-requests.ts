// Requests that are nearly right: operations of the schema of which something is spoilt, in the document, the bytes of the body, the
// headers, the method or the address.
import fc, { type Arbitrary } from 'fast-check';
import type { GraphQLSchema } from 'graphql';
import { type Known, operationsOf, rarely, toJson, weird } from './random-operations.js';

export interface RandomRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const TOKEN = /"""|"(?:\\.|[^"\\])*"|\.\.\.|[\w$@]+|\s+|./gsu;
const WEIRD_TOKENS = [
  ...['{', '}', '(', ')', '[', ']', '!', ':', '=', '@', '$', '...', '"', '"""', '#', ',', '\ufeff', '\u0000'],
  ...['null', 'true', '-0', '1e999', '9'.repeat(50), '"\\ud800"', '"\\u{110000}"', '$input', '__typename'],
  ...['__schema { types { fields { type { fields { name } } } } }', '...F', 'fragment F on Query { ...F }'],
  ...[
    '@include(if: $a)',
    '@skip(if: "x")',
    '@deprecated',
    'subscription',
    'query',
    'a: __typename',
    '__proto__',
  ],
  ...['{ a '.repeat(300), '['.repeat(500), '{a:'.repeat(200), ' a:__typename'.repeat(150), '!'.repeat(3000)],
];

/** Takes tokens out, doubles them, puts others in their place. */
const spoilDocument = (query: string): Arbitrary<string> =>
  fc
    .array(
      fc.tuple(
        fc.nat(),
        fc.constantFrom('drop', 'double', 'replace', 'move'),
        fc.constantFrom(...WEIRD_TOKENS),
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((changes) => {
      const tokens: string[] = query.match(TOKEN) ?? [];
      for (const [at, how, token] of changes) {
        const i = at % Math.max(1, tokens.length);
        const old = tokens[i] ?? '';
        if (how === 'drop') tokens.splice(i, 1);
        if (how === 'double') tokens.splice(i, 0, old, ' ');
        if (how === 'replace') tokens.splice(i, 1, token);
        if (how === 'move') tokens.push(...tokens.splice(i, 1));
      }
      return tokens.join('');
    });

const spoilBytes = (body: Buffer): Arbitrary<Buffer> =>
  fc
    .array(fc.tuple(fc.nat(), fc.constantFrom('set', 'cut', 'put'), fc.uint8Array({ maxLength: 4 })), {
      minLength: 1,
      maxLength: 4,
    })
    .map((changes) =>
      changes.reduce((bytes, [at, how, others]) => {
        const i = at % (bytes.length + 1);
        if (how === 'cut') return bytes.subarray(0, i);
        return Buffer.concat([
          bytes.subarray(0, i),
          others,
          bytes.subarray(how === 'set' ? i + others.length : i),
        ]);
      }, body),
    );

const HASH = 'a'.repeat(64);
const PARTS: readonly Readonly<Record<string, unknown>>[] = [
  { operationName: 'Op' },
  { operationName: 3 },
  { operationName: '__proto__' },
  { extensions: null },
  { extensions: { persistedQuery: { version: 1, sha256Hash: HASH } } },
  { extensions: { persistedQuery: { version: 2, sha256Hash: '__proto__' } } },
  { extensions: { persistedQuery: null } },
  { extensions: [] },
  { variables: '{"a":1}' },
  { variables: null },
  { variables: [] },
  { query: null },
  { query: undefined, extensions: { persistedQuery: { version: 1, sha256Hash: HASH } } },
  { documentId: '__proto__' },
  { id: 'sha256:x', query: undefined },
];

/** A header's characters are Latin-1, and no control characters but the tab. */
const headerText = fc.oneof(
  fc.string({
    unit: fc
      .integer({ min: 0x20, max: 0xff })
      .filter((c) => c !== 0x7f)
      .map((c) => String.fromCharCode(c)),
  }),
  fc.constantFrom(
    '',
    ',',
    ';q=',
    '*',
    '"',
    'W/"',
    'x'.repeat(5000),
    '__proto__',
    '%00',
    '=;=;=',
    '; ;',
    '0',
    '-1',
    '1e9',
  ),
);

const headersOf = (known: Known): Arbitrary<Record<string, string>> => {
  const one = (...usual: string[]) => rarely(fc.constantFrom(...usual), headerText, 2);
  return fc.record(
    {
      authorization: fc.oneof(
        { weight: 20, arbitrary: fc.constantFrom(...known.authorizations) },
        { weight: 1, arbitrary: headerText },
        { weight: 1, arbitrary: headerText.map((text) => `Bearer ${text}`) },
      ),
      'content-type': rarely(
        fc.constant('application/json'),
        fc.oneof(
          fc.constantFrom('application/json; charset=utf-16', 'text/plain', 'application/json;', 'a/b; c="'),
          headerText,
        ),
        20,
      ),
      accept: one('*/*', 'application/json', 'application/graphql-response+json;q=0.5, */*;q=0'),
      'accept-encoding': one('br', 'gzip;q=0, br;q=1', 'identity;q=0', '*;q=0'),
      cookie: one('copydesk_session=x', '__Host-copydesk_session=%00', 'a=b; a=c', '__proto__=x'),
      origin: one('https://desk.example', 'null', 'https://[', 'file://'),
      'if-none-match': one('*', '"x"', 'W/"x", "y"'),
      'x-content-min-seq': one('0', '1', '-1', '1e3', '9'.repeat(40)),
      'x-forwarded-for': one(
        '1.2.3.4',
        '::1',
        '::ffff:1.2.3.4, x',
        'fe80::1%lo',
        '1.2.3.4:99',
        ',,,',
        '[::1]:1',
      ),
      'x-forwarded-host': one('a.example', ':0', '[', ','),
      'x-forwarded-proto': one('https', 'javascript', ','),
      'user-agent': headerText,
      host: one('copydesk.example', 'a:b:c', '[', ''),
      range: one('bytes=0-1', 'bytes=-'),
      'content-encoding': one('gzip', 'identity'),
      'apollo-require-preflight': one('1'),
    },
    { requiredKeys: ['authorization', 'content-type'] },
  );
};

/** Headers other than these two come each with few requests, so that most are not refused by the first. */
const fewOf = (headers: Record<string, string>, kept: readonly number[]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).filter(
      ([name], i) => ['authorization', 'content-type'].includes(name) || kept.includes(i),
    ),
  );

const METHODS = ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE', 'PROPFIND'];
const ADDRESSES = [
  '/',
  '/graphql/',
  '/graphql/desk/',
  '/%00',
  '/%',
  '/graphql?%',
  '/graphql/desk?a[]=1&__proto__=1',
];

/** @param path of the API whose schema this is */
export function randomRequests(path: string, schema: GraphQLSchema, known: Known): Arbitrary<RandomRequest> {
  const operation = operationsOf(schema, known);
  const spoilt = operation.chain((it) => spoilDocument(it.query).map((query) => ({ ...it, query })));
  const withParts = fc
    .tuple(operation, fc.constantFrom(...PARTS))
    .map(([it, parts]) => ({ ...it, ...parts }));
  const request = fc.oneof(
    { weight: 8, arbitrary: operation as Arbitrary<object> },
    { weight: 4, arbitrary: spoilt },
    { weight: 1, arbitrary: withParts },
  );
  const body = request.map((it) => Buffer.from(toJson(it)));
  const anyBody = fc.oneof(
    { weight: 12, arbitrary: body },
    { weight: 2, arbitrary: body.chain(spoilBytes) },
    { weight: 1, arbitrary: weird.map((it) => Buffer.from(toJson({ it }).slice(6, -1))) },
  );
  const headers = fc
    .tuple(headersOf(known), fc.array(fc.nat({ max: 15 }), { maxLength: 2 }))
    .map(([all, kept]) => fewOf(all, kept));
  const post = fc.record({
    method: fc.constant('POST'),
    path: rarely(fc.constant(path), fc.constantFrom(...ADDRESSES), 60),
    headers,
    body: anyBody,
  });
  const get = fc
    .tuple(request, headers, fc.option(spoilBytes(Buffer.from(path))))
    .map(([it, some, spoilt]) => ({
      method: 'GET',
      path: `${path}?${queryStringOf(it)}${spoilt === null ? '' : escape(spoilt.toString('latin1'))}`,
      headers: some,
      body: Buffer.alloc(0),
    }));
  const other = fc.record({
    method: fc.constantFrom(...METHODS),
    path: fc.constantFrom(path, ...ADDRESSES),
    headers,
    body,
  });
  return fc.oneof(
    { weight: 16, arbitrary: post },
    { weight: 3, arbitrary: get },
    { weight: 1, arbitrary: other },
  );
}

function queryStringOf(request: object): string {
  const parts = Object.entries(request).map(([name, value]) => {
    const text = typeof value === 'string' ? value : toJson({ value }).slice(9, -1);
    return `${name}=${encodeURIComponent(Buffer.from(text).toString())}`;
  });
  // Node takes no more than 16 KB of headers, the address included.
  return parts.join('&').slice(0, 12_000);
}
