// What Node's parser refuses before it is a request, over raw sockets: the client gets a response that it can read.
import { setTimeout as sleep } from 'node:timers/promises';
import { startApp, type TestApp } from './support/app.js';
import { sendRaw } from './support/raw-http.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const GRAPHQL_TYPE = 'application/graphql-response+json';

const get = (path: string, ...headers: string[]) =>
  [`GET ${path} HTTP/1.1`, 'Host: copydesk', ...headers, '', ''].join('\r\n');
const post = (path: string, framing: string, ...headers: string[]) =>
  [
    `POST ${path} HTTP/1.1`,
    'Host: copydesk',
    'Content-Type: application/json',
    framing,
    ...headers,
    '',
    '',
  ].join('\r\n');
const TOO_LONG = `X-Long: ${'x'.repeat(20_000)}`;

const REFUSED: [string, (path: string, ...headers: string[]) => string, number, string][] = [
  ['headers that are too long', (path, ...all) => get(path, ...all, TOO_LONG), 431, 'PAYLOAD_TOO_LARGE'],
  ['a header without a name', (path, ...all) => get(path, ...all, ': x'), 400, 'BAD_REQUEST'],
  ['an address with a space', (path, ...all) => get(`${path}?query={ a }`, ...all), 400, 'BAD_REQUEST'],
  [
    'a length that is no number',
    (path, ...all) => post(path, 'Content-Length: many', ...all),
    400,
    'BAD_REQUEST',
  ],
  [
    'chunks that are none',
    (path, ...all) => `${post(path, 'Transfer-Encoding: chunked', ...all)}none\r\n`,
    400,
    'BAD_REQUEST',
  ],
  [
    'chunks with more about them than in them',
    (path, ...all) => `${post(path, 'Transfer-Encoding: chunked', ...all)}1;${'x'.repeat(20_000)}\r\n`,
    413,
    'PAYLOAD_TOO_LARGE',
  ],
];

describe.each(REFUSED)('the refusal of %s', (_what, requestTo, status, code) => {
  test('has the shape of GraphQL’s errors, in the media type that the client accepts', async () => {
    for (const accept of [GRAPHQL_TYPE, 'application/json']) {
      const answer = await sendRaw(app.url, requestTo('/graphql', `Accept: ${accept}`));
      expect(answer.status).toBe(status);
      expect(answer.headers.get('content-type')).toBe(`${accept}; charset=utf-8`);
      expect(answer.text).toHaveLength(Number(answer.headers.get('content-length')));
      expect(JSON.parse(answer.text)).toEqual({
        errors: [{ message: expect.any(String), extensions: expect.objectContaining({ code }) }],
      });
      expect(answer.headers.get('cache-control')).toBe('private, no-store');
      expect(answer.headers.get('connection')).toBe('close');
    }
  });

  test.each([
    ['/graphql', 'https://stranger.example', '*', null],
    ['/graphql/desk', 'https://desk.example', 'https://desk.example', 'true'],
    ['/graphql/desk', 'https://stranger.example', null, null],
    ['/healthz', 'https://desk.example', null, null],
  ])(
    'at %s can be read by pages of %s only where the path is open to them',
    async (path, origin, allowed, credentials) => {
      const { headers } = await sendRaw(app.url, requestTo(path, `Origin: ${origin}`));
      expect([
        headers.get('access-control-allow-origin'),
        headers.get('access-control-allow-credentials'),
      ]).toEqual([allowed, credentials]);
    },
  );
});

test('a client that goes on sending gets the whole refusal', async () => {
  const [start = '', end = ''] = get('/graphql', TOO_LONG).split('x'.repeat(10_000));
  const more = Buffer.alloc(1024 * 1024, 'x');
  const { status, text } = await sendRaw(app.url, start, more, more, more, end);
  expect([status, JSON.parse(text).errors[0].extensions.code]).toEqual([431, 'PAYLOAD_TOO_LARGE']);
});

test('bytes that are no HTTP get a 400 and do the server no harm', async () => {
  for (const bytes of ['\r\n\r\nnonsense\r\n\r\n', Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01])]) {
    expect((await sendRaw(app.url, bytes)).status).toBe(400);
  }
  await sleep(50);
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
});
