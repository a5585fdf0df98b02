// Which pages of other origins a browser lets call the two APIs.
import { startApp, type TestApp } from './support/app.js';
import { ask } from './support/http.js';

const ALLOWED = 'https://desk.example';
const STRANGER = 'https://stranger.example';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const preflight = async (path: string, origin: string) => {
  const { status, headers } = await ask(app.url, path, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    },
  });
  expect(status).toBeLessThan(500);
  return {
    origin: headers.get('access-control-allow-origin'),
    methods: headers.get('access-control-allow-methods'),
    headers: headers.get('access-control-allow-headers'),
  };
};
const from = (origin: string, path: string, method = 'POST', url = app.url) =>
  ask(url, path, {
    method,
    headers: { origin, 'content-type': 'application/json' },
    ...(method === 'POST' && { body: '{"query":"{__typename}"}' }),
  });
const openTo = async (origin: string, path: string, method?: string) =>
  (await from(origin, path, method)).headers.get('access-control-allow-origin');

test('any origin may call delivery, with a preview token too, and read its headers', async () => {
  expect(await preflight('/graphql', STRANGER)).toEqual({
    origin: '*',
    methods: 'GET, POST',
    headers: 'authorization,content-type',
  });
  expect(await openTo(STRANGER, '/graphql')).toBe('*');
  expect(await openTo(STRANGER, '/graphql?query={__typename}', 'GET')).toBe('*');
  const { headers } = await from(STRANGER, '/graphql');
  expect(headers.get('access-control-expose-headers')).toContain('X-Content-Seq');
  expect(headers.get('access-control-allow-credentials')).toBeNull();
});

test('only the origins of DESK_ORIGINS may call the desk', async () => {
  expect(await preflight('/graphql/desk', ALLOWED)).toEqual({
    origin: ALLOWED,
    methods: 'POST',
    headers: 'authorization,content-type',
  });
  expect(await openTo(ALLOWED, '/graphql/desk')).toBe(ALLOWED);
  for (const origin of [STRANGER, 'null', `${ALLOWED}.stranger.example`, 'http://desk.example']) {
    expect([origin, (await preflight('/graphql/desk', origin)).origin]).toEqual([origin, null]);
    expect([origin, await openTo(origin, '/graphql/desk')]).toEqual([origin, null]);
  }
  const { headers } = await from(ALLOWED, '/graphql/desk');
  expect(headers.get('access-control-allow-credentials')).toBe('true');
  const refused = await from(STRANGER, '/graphql/desk');
  expect(refused.headers.get('access-control-allow-credentials')).toBeNull();
  expect(headers.get('vary')).toContain('Origin');
});

test('a preflight allows the header of clients that have a cookie, with credentials at the desk alone', async () => {
  const preflightOf = async (path: string, origin: string) => {
    const { headers } = await ask(app.url, path, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-copydesk-client',
      },
    });
    return ['headers', 'credentials'].map((name) => headers.get(`access-control-allow-${name}`));
  };
  expect(await preflightOf('/graphql/desk', ALLOWED)).toEqual(['content-type,x-copydesk-client', 'true']);
  expect((await preflightOf('/graphql/desk', STRANGER))[1]).toBeNull();
  expect(await preflightOf('/graphql', ALLOWED)).toEqual(['content-type,x-copydesk-client', null]);
});

test('an escaped path does not open the desk to other origins, and no other path is open', async () => {
  for (const path of ['/graphql/%64esk', '/%67raphql/desk', '/graphql/desk/', '/graphql//desk']) {
    expect([path, (await preflight(path, STRANGER)).origin]).toEqual([path, null]);
    expect([path, await openTo(STRANGER, path)]).toEqual([path, null]);
  }
  for (const path of ['/healthz', '/readyz', '/metrics', '/nowhere']) {
    expect([path, await openTo(ALLOWED, path, 'GET')]).toEqual([path, null]);
  }
});

test('without DESK_ORIGINS no origin may call the desk', async () => {
  const closed = await startApp({ databaseUrl: app.databaseUrl, deskOrigins: [] });
  try {
    const { status, headers } = await from(ALLOWED, '/graphql/desk', 'POST', closed.url);
    expect([status, headers.get('access-control-allow-origin')]).toEqual([200, null]);
  } finally {
    await closed.close();
  }
});
