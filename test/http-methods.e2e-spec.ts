// HEAD and OPTIONS, which proxies, monitors and clients send where nobody wants a body.
import { startApp, type TestApp } from './support/app.js';
import { ask, bearer, type RequestOptions } from './support/http.js';
import { sendRaw } from './support/raw-http.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ desk: true, explorer: true });
});
afterAll(() => app.close());

const QUERY = `/graphql?query=${encodeURIComponent('{ tags { totalCount } articles { totalCount } }')}`;
const PAGE = { accept: 'text/html' };

describe('HEAD', () => {
  test.each<[string, string, Record<string, string>]>([
    ['a query', QUERY, {}],
    ['a query with an error', '/graphql?query=%7Barticle%7Bid%7D%7D', {}],
    ['a query that is invalid', '/graphql?query=%7Bnothing%7D', {}],
    ['an address without a query', '/graphql', {}],
    ['an invalid preview', QUERY, bearer('not ours')],
    ['the explorer of delivery', '/graphql', PAGE],
    ['the explorer of the desk', '/graphql/desk', PAGE],
    ['the desk API, which GET does not read', '/graphql/desk', {}],
    ['the first page', '/', {}],
    ['the desk', '/desk', {}],
    ['a screen of the desk', '/desk/articles', {}],
    ['a file that the desk does not have', '/desk/assets/old.js', {}],
    ['healthz', '/healthz', {}],
    ['readyz', '/readyz', {}],
    ['metrics', '/metrics', {}],
    ['a path without a route', '/nowhere', {}],
  ])('for %s has the status and headers of GET, and no body', async (_what, path, headers) => {
    // The date; the nonce of a page of the desk; and the figures, which differ in length.
    const CHANGING = ['date', 'content-security-policy', ...(path === '/metrics' ? ['content-length'] : [])];
    const answerTo = async (method: string) => {
      const { status, text, headers: all } = await ask(app.url, path, { method, headers });
      return { status, text, headers: [...all].filter(([name]) => !CHANGING.includes(name)) };
    };
    await answerTo('GET');
    const got = await answerTo('GET');
    const { text, ...head } = await answerTo('HEAD');
    expect(head).toEqual({ status: got.status, headers: got.headers });
    expect(text).toBe('');
    expect(head.headers.map(([name]) => name)).toContain('cache-control');
  });

  test('for the files of the desk has the headers of GET, whatever encoding is accepted', async () => {
    const { text: page } = await ask(app.url, '/desk/');
    const [, script = ''] = /<script type="module" src="([^"]+)"/.exec(page) ?? [];
    for (const encoding of ['gzip', 'identity']) {
      const sent: RequestOptions = { headers: { 'accept-encoding': encoding } };
      const [got, head] = [
        await ask(app.url, script, sent),
        await ask(app.url, script, { ...sent, method: 'HEAD' }),
      ];
      expect([head.status, head.text]).toEqual([200, '']);
      expect(head.headers.get('content-length')).toBe(got.headers.get('content-length'));
      expect(head.headers.get('content-encoding')).toBe(encoding === 'gzip' ? 'gzip' : null);
    }
  });

  test('with the ETag of a query is answered with 304', async () => {
    const { headers } = await ask(app.url, QUERY, { method: 'HEAD' });
    const again = await ask(app.url, QUERY, {
      method: 'HEAD',
      headers: { 'if-none-match': headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
  });
});

describe('OPTIONS that is no preflight', () => {
  test.each([
    ['/graphql', 'GET, HEAD, POST, OPTIONS'],
    ['/graphql?query=%7B__typename%7D', 'GET, HEAD, POST, OPTIONS'],
    ['/graphql/desk', 'POST, OPTIONS'],
    ['/', 'GET, HEAD, OPTIONS'],
    ['/desk/', 'GET, HEAD, OPTIONS'],
    ['/desk/articles', 'GET, HEAD, OPTIONS'],
    ['/healthz', 'GET, HEAD, OPTIONS'],
    ['/readyz', 'GET, HEAD, OPTIONS'],
    ['/metrics', 'GET, HEAD, OPTIONS'],
  ])('tells which methods %s takes', async (path, allow) => {
    const kinds: NonNullable<RequestOptions['headers']>[] = [
      {},
      { origin: 'https://desk.example' },
      { 'access-control-request-method': 'POST' },
    ];
    for (const headers of kinds) {
      const answer = await ask(app.url, path, { method: 'OPTIONS', headers });
      expect([answer.status, answer.text, answer.headers.get('allow')]).toEqual([204, '', allow]);
    }
  });

  test('of a path without a route is not found', async () => {
    expect((await ask(app.url, '/nowhere', { method: 'OPTIONS' })).status).toBe(404);
  });

  test('tells the origins that may call an API that they may', async () => {
    const originFor = async (path: string, origin: string) => {
      const answer = await ask(app.url, path, { method: 'OPTIONS', headers: { origin } });
      return answer.headers.get('access-control-allow-origin');
    };
    expect(await originFor('/graphql', 'https://stranger.example')).toBe('*');
    expect(await originFor('/graphql/desk', 'https://desk.example')).toBe('https://desk.example');
    expect(await originFor('/graphql/desk', 'https://stranger.example')).toBeNull();
  });
});

test('a request of HTTP/1.0 without Host, as health checks send it, is answered', async () => {
  expect((await sendRaw(app.url, 'GET /healthz HTTP/1.0\r\n\r\n')).status).toBe(200);
});
