// Requests that no API can read, and refusals before one does: what the client hears, and in which media type.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { startApp, type TestApp } from './support/app.js';
import { ask, sendRequest, type RequestOptions } from './support/http.js';
import { sendRaw } from './support/raw-http.js';

const APIS = ['/graphql', '/graphql/desk'];
const GRAPHQL_TYPE = 'application/graphql-response+json';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const post = (path: string, body: RequestOptions['body'], headers: Record<string, string> = {}) =>
  ask(app.url, path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });

describe.each(APIS)('%s', (path) => {
  const QUERY = '{"query":"{ __typename }"}';
  const refused = (status: number) => ({ status, code: 'BAD_REQUEST' });

  test.each(['iso-8859-1', '"ISO-8859-1"', 'utf-16', 'windows-1251', '""'])(
    'refuses a body whose charset is %s as a media type that it does not take',
    async (charset) => {
      const type = `application/json; charset=${charset}`;
      expect(await post(path, QUERY, { 'content-type': type })).toMatchObject(refused(415));
    },
  );

  test.each(['utf-8', 'UTF-8', '"utf-8"', 'utf8'])('takes a body whose charset is %s', async (charset) => {
    const type = `application/json;charset=${charset}`;
    expect((await post(path, QUERY, { 'content-type': type })).status).toBe(200);
  });

  test('refuses bytes that are not UTF-8, wherever they are', async () => {
    const text = '{"query":"{ __typename }","variables":{"a":"Brücke"}}';
    expect(await post(path, Buffer.from(text, 'latin1'))).toMatchObject(refused(400));
    expect(await post(path, Buffer.from(text, 'utf16le'))).toMatchObject(refused(400));
    // Half of a character at the end of the text, an overlong one, and half of a surrogate pair.
    for (const bytes of [[0xc3], [0xc0, 0xaf], [0xed, 0xa0, 0x80]]) {
      const [start = '', end = ''] = text.split('Brücke');
      const body = Buffer.concat([Buffer.from(start), Buffer.from(bytes), Buffer.from(end)]);
      expect(await post(path, body)).toMatchObject(refused(400));
    }
    const { status, body } = await post(path, Buffer.from(text));
    expect([status, body.errors]).toEqual([200, undefined]);
  });

  test('takes a body that begins with a byte order mark', async () => {
    expect((await post(path, `\uFEFF${QUERY}`)).status).toBe(200);
  });

  test('refuses a body that is compressed, also where the same body was answered before', async () => {
    for (const encoding of ['gzip', 'br', 'deflate']) {
      const headers = { 'content-encoding': encoding };
      expect(await post(path, gzipSync(QUERY), headers)).toMatchObject(refused(415));
    }
    const data = '{"query":"{ tags { totalCount } }"}';
    await post(path, data);
    await post(path, data);
    expect(await post(path, data, { 'content-encoding': 'gzip' })).toMatchObject(refused(415));
    expect((await post(path, QUERY, { 'content-encoding': 'identity' })).status).toBe(200);
  });

  test.each<[string, string, Record<string, string>, number]>([
    ['is no JSON', '{', {}, 400],
    ['is too large', QUERY.padEnd(3_000_000), {}, 413],
    ['has another type', QUERY, { 'content-type': 'text/plain' }, 415],
    ['has another charset', QUERY, { 'content-type': 'application/json; charset=latin1' }, 415],
    ['is compressed', QUERY, { 'content-encoding': 'gzip' }, 415],
    ['is a document without an end', '{"query":"{"}', {}, 400],
    ['has a document that is too large', JSON.stringify({ query: `{${' a'.repeat(2100)}}` }), {}, 400],
    [
      'has variables that are too deep',
      `{"query":"{ __typename }","variables":{"a":${'['.repeat(40)}${']'.repeat(40)}}}`,
      {},
      400,
    ],
  ])(
    'refuses a body that %s in the media type that the client accepts',
    async (_what, body, headers, status) => {
      for (const accept of [GRAPHQL_TYPE, 'application/json', '*/*']) {
        const answer = await post(path, body, { ...headers, accept });
        const type = answer.headers.get('content-type');
        expect([answer.status, type]).toEqual([
          status,
          `${accept === GRAPHQL_TYPE ? accept : 'application/json'}; charset=utf-8`,
        ]);
        expect(answer.code).toMatch(/^[A-Z_]+$/);
      }
    },
  );

  test('lets pages of other origins read why a request is refused', async () => {
    const origin = path === '/graphql' ? 'https://stranger.example' : 'https://desk.example';
    for (const [method, headers, status, body] of [
      ['POST', { 'content-encoding': 'gzip' }, 415, QUERY],
      ['POST', { 'content-type': 'text/plain' }, 415, QUERY],
      ['POST', {}, 413, QUERY.padEnd(3_000_000)],
      ['POST', {}, 400, '{'],
      // Node sends no length with a DELETE.
      ['DELETE', {}, 405, undefined],
    ] as const) {
      const answer = await ask(app.url, path, {
        method,
        headers: { 'content-type': 'application/json', origin, ...headers },
        ...(body !== undefined && { body }),
      });
      const allowed = answer.headers.get('access-control-allow-origin');
      expect([answer.status, allowed]).toEqual([status, path === '/graphql' ? '*' : origin]);
    }
  });
});

describe('an address', () => {
  const variables = (value: string) =>
    `/graphql?query=query(%24a:String!)%7Btag(slug:%24a)%7Bname%7D%7D&variables=%7B%22a%22:%22${value}%22%7D`;

  test.each(['%zz', '%', '%C3', 'Br%FCcke', '%ED%A0%80'])('with the escape %s is refused', async (escape) => {
    const answer = await ask(app.url, variables(escape));
    expect([answer.status, answer.code]).toEqual([400, 'BAD_REQUEST']);
  });

  test('with bytes beyond ASCII that are not escaped is refused', async () => {
    for (const charset of ['utf8', 'latin1'] as const) {
      const request = `GET ${variables('Brücke')} HTTP/1.1\r\nHost: copydesk\r\nConnection: close\r\n\r\n`;
      const { status } = await sendRaw(app.url, Buffer.from(request, charset));
      expect([charset, status]).toEqual([charset, 400]);
    }
  });

  test('with escapes of UTF-8 is read', async () => {
    const answer = await ask(app.url, variables('Br%C3%BCcke'));
    expect([answer.status, answer.body]).toEqual([200, { data: { tag: null } }]);
  });
});

describe('Authorization', () => {
  const QUERY = '{"query":"{ articles { totalCount } }"}';

  test.each([
    'Basic c3RhZmY6c2VjcmV0',
    'basic c3RhZmY6c2VjcmV0',
    'Digest username="staff"',
    'Negotiate YII=',
  ])('that a proxy asked for (%s) is not taken for a preview token', async (authorization) => {
    const { status, body, headers } = await post('/graphql', QUERY, { authorization });
    expect([status, body.errors]).toEqual([200, undefined]);
    expect(headers.get('cache-control')).toMatch(/^public/);
  });

  test.each(['Bearer x', 'Bearer', 'Basic a.preview.token', 'x'])(
    'of %s is refused, and the client hears how it may sign in',
    async (authorization) => {
      const answer = await post('/graphql', QUERY, { authorization });
      expect([answer.status, answer.code]).toEqual([401, 'UNAUTHENTICATED']);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer\b/);
    },
  );

  test('for a proxy is nobody’s at the desk', async () => {
    const { status, code } = await post('/graphql/desk', '{"query":"{ viewer { id } }"}', {
      authorization: 'Basic c3RhZmY6c2VjcmV0',
    });
    expect([status, code]).toEqual([200, 'UNAUTHENTICATED']);
  });
});

test.each([
  ['gzip;q=0, br;q=0.5, identity', null],
  ['br;q=0.5, gzip;q=1', 'gzip'],
  ['gzip, br', 'br'],
  ['gzip, deflate, br, zstd', 'br'],
  ['br;q=0, *', 'gzip'],
  ['gzip;q=0.3', 'gzip'],
  ['identity, gzip;q=0.5, br;q=0.5', null],
  ['identity;q=0.5, gzip', 'gzip'],
  ['*', 'br'],
  ['*;q=0', null],
  ['gzip;q=0', null],
  ['identity;q=0, gzip;q=0, br;q=0', null],
  ['', null],
])('of the weights in Accept-Encoding: %s, the encoding %s follows', async (accepted, encoding) => {
  const query = `{ articles { ${Array.from({ length: 60 }, (_, i) => `field_number_${i}: totalCount`).join(' ')} } }`;
  for (let i = 0; i < 3; i++) {
    const { message } = await sendRequest(app.url, '/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-encoding': accepted },
      body: JSON.stringify({ query }),
    });
    expect(message.statusCode).toBe(200);
    expect(message.headers['content-encoding'] ?? null).toBe(encoding);
  }
});

describe('where only trusted documents are answered', () => {
  test.each([GRAPHQL_TYPE, 'application/json'])('others are refused as %s', async (accept) => {
    const folder = await mkdtemp(join(tmpdir(), 'copydesk-trusted-'));
    const file = join(folder, 'manifest.json');
    await writeFile(file, '{}');
    const closed = await startApp({
      databaseUrl: app.databaseUrl,
      persistedDocuments: { file, only: true },
    });
    try {
      const answer = await ask(closed.url, '/graphql?query=%7B__typename%7D', { headers: { accept } });
      expect([answer.status, answer.code]).toEqual([403, 'DOCUMENT_NOT_TRUSTED']);
      expect(answer.headers.get('content-type')).toBe(`${accept}; charset=utf-8`);
    } finally {
      await closed.close();
      await rm(folder, { recursive: true });
    }
  });
});

test.each([
  ['999999', 503, 'CHANGE_NOT_KNOWN'],
  ['seven', 400, 'BAD_USER_INPUT'],
])(
  'an X-Content-Min-Seq of %s is refused in the media type that the client accepts',
  async (seq, status, code) => {
    for (const accept of [GRAPHQL_TYPE, 'application/json']) {
      const answer = await post('/graphql', '{"query":"{ __typename }"}', {
        accept,
        'x-content-min-seq': seq,
      });
      expect([answer.status, answer.code]).toEqual([status, code]);
      expect(answer.headers.get('content-type')).toBe(`${accept}; charset=utf-8`);
    }
  },
);
