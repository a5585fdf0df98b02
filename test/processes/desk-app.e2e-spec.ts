// How the desk in the browser is served: one page at each of its addresses, files that are kept for good, and what may run there.
import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { startApp, type TestApp } from '../support/app.js';

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "img-src 'self' https: data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self' https://site.example",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Not fetch, which follows redirects and unpacks. */
function get(app: TestApp, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(`${app.url}${path}`, { headers }, async (incoming) => {
      const body = (await buffer(incoming)).toString('utf8');
      resolve({
        status: incoming.statusCode ?? 0,
        headers: incoming.headers as Record<string, string>,
        body,
      });
    })
      .on('error', reject)
      .end();
  });
}

const filesOf = (page: string): string[] =>
  [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, path]) => path ?? '');

describe('the desk in the browser', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ desk: true });
  });
  afterAll(() => app.close());

  test.each(['/', '/desk'])('%s leads to it', async (path) => {
    expect(await get(app, path)).toMatchObject({ status: 302, headers: { location: '/desk/' } });
  });

  test.each(['/desk/', '/desk/queue', '/desk/articles/a1/review?against=LIVE'])(
    'its page is at %s, and no cache keeps it',
    async (path) => {
      const { status, headers, body } = await get(app, path);
      expect(status).toBe(200);
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(headers['cache-control']).toBe('no-store');
      expect(body).toContain('<div id="desk"></div>');
    },
  );

  test('its page runs scripts of this server alone, and styles that carry the nonce of this one answer', async () => {
    const [one, other] = await Promise.all([get(app, '/desk/'), get(app, '/desk/')]);
    const policy = (one.headers['content-security-policy'] ?? '').split('; ');
    const style = policy.find((directive) => directive.startsWith('style-src'));
    expect(policy.filter((directive) => directive !== style)).toEqual(POLICY);
    const nonce = /^style-src 'self' 'nonce-([\w+/=]{22,})'$/.exec(style ?? '')?.[1];
    expect(nonce).toBeDefined();
    expect(one.body).toContain(`nonce="${nonce}"`);
    expect(other.headers['content-security-policy']).not.toContain(nonce);
    expect(one.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
  });

  test('its page names files of this server alone, which browsers keep for good, gzipped where that helps', async () => {
    const page = await get(app, '/desk/');
    const files = filesOf(page.body);
    expect(files.length).toBeGreaterThan(2);
    for (const path of files) {
      expect(path).toMatch(/^\/desk\/assets\/[\w.-]+$/);
      const file = await get(app, path, { 'accept-encoding': 'gzip' });
      expect(file).toMatchObject({
        status: 200,
        headers: {
          'cache-control': 'public, max-age=31536000, immutable',
          'content-encoding': 'gzip',
          vary: expect.stringContaining('Accept-Encoding'),
          'x-content-type-options': 'nosniff',
        },
      });
    }
  });

  test('fonts come from this server, as they are', async () => {
    const page = await get(app, '/desk/');
    const style = filesOf(page.body).find((path) => path.endsWith('.css')) ?? '';
    const { body } = await get(app, style);
    const font = /\/desk\/assets\/[\w.-]+\.woff2/.exec(body)?.[0] ?? '';
    const { status, headers } = await get(app, font, { 'accept-encoding': 'gzip' });
    expect([status, headers['content-type'], headers['content-encoding']]).toEqual([
      200,
      'font/woff2',
      undefined,
    ]);
  });

  test('a file that is no more is not found: never the page under its name', async () => {
    const { status, headers } = await get(app, '/desk/assets/main-OLD.js');
    expect([status, headers['content-type']]).toEqual([404, expect.stringMatching(/^application\/json/)]);
  });

  test('it answers GET and HEAD alone', async () => {
    const response = await fetch(`${app.url}/desk/`, { method: 'POST', body: '{}' });
    expect([404, 405]).toContain(response.status);
  });
});

describe('with DESK=off', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ desk: false });
  });
  afterAll(() => app.close());

  test.each(['/', '/desk', '/desk/', '/desk/queue'])('%s is not found', async (path) => {
    expect((await get(app, path)).status).toBe(404);
  });
});
