// Sessions whose refresh token is in a cookie: which requests may use it, and where it is given.
import { startApp, type TestApp } from './support/app.js';
import { ask } from './support/http.js';
import { userFixtures, type Member, type UserFixtures } from './support/user-fixtures.js';

const SESSION = 'accessToken refreshToken user { id email sessions { isCurrent } }';
const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) { ${SESSION} } }`;
const REFRESH = `mutation { refreshSession(input: {}) { ${SESSION} } }`;
const SIGN_OUT = 'mutation { signOut { signedOut } }';

let app: TestApp;
let users: UserFixtures;
let member: Member;
beforeAll(async () => {
  // The tests speak for a proxy that ends TLS.
  app = await startApp({ trustedProxies: ['127.0.0.1'] });
  users = userFixtures(app);
});
beforeEach(async () => {
  member = await users.member();
});
afterAll(() => app.close());

type Headers = Readonly<Record<string, string>>;

async function send(query: string, headers: Headers = {}, variables: object = {}) {
  const response = await ask(app.url, '/graphql/desk', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  // Node joins several into one, of which there are none here.
  const setCookie = response.headers.get('set-cookie');
  return { ...response.body, code: response.code, setCookie, cookie: setCookie?.split(';')[0] ?? '' };
}

const signIn = (headers: Headers = {}) =>
  send(SIGN_IN, headers, { input: { email: member.email, password: member.password, cookie: true } });

const attributesOf = (setCookie: string | null) => (setCookie ?? '').split('; ').slice(1).sort();

/** As the desk's own page sends it. */
const ours = (cookie: string): Headers => ({ cookie, 'x-copydesk-client': 'desk', origin: app.url });

test('a sign-in with a cookie gives the refresh token in it alone, to this machine without Secure', async () => {
  const { data, setCookie } = await signIn();
  expect(data.signIn.refreshToken).toBeNull();
  expect(data.signIn.user).toEqual({ id: member.id, email: member.email, sessions: [{ isCurrent: true }] });
  expect(await users.whoIs(data.signIn.accessToken)).toBe(member.id);
  expect(attributesOf(setCookie)).toEqual([
    'HttpOnly',
    'Max-Age=2592000',
    'Path=/graphql/desk',
    'SameSite=Strict',
  ]);
  const without = await users.askToSignIn(member.email, member.password);
  expect(without.headers['set-cookie']).toBeUndefined();
});

test.each(['localhost:3000', '127.0.0.1', '127.8.9.1:80', '[::1]:3000'])(
  'a cookie for %s is not Secure',
  async (host) => {
    const { setCookie } = await signIn({ host });
    expect(attributesOf(setCookie)).not.toContain('Secure');
    expect(setCookie).not.toBeNull();
  },
);

test.each(['desk.example', '127.0.0.1.stranger.example', 'localhost.example:3000', '10.0.0.1'])(
  'a sign-in with a cookie over http to %s is refused, and over https gives a Secure one',
  async (host) => {
    const refused = await signIn({ host });
    expect([refused.code, refused.setCookie]).toEqual(['BAD_USER_INPUT', null]);
    expect(refused.errors[0].extensions.fields).toMatchObject([{ path: ['input', 'cookie'] }]);
    expect(refused.errors[0].message).toContain('https');
    const { setCookie } = await signIn({ host, 'x-forwarded-proto': 'https' });
    expect(attributesOf(setCookie)).toContain('Secure');
  },
);

test('an untrusted client cannot claim https', async () => {
  const direct = await startApp({ databaseUrl: app.databaseUrl });
  try {
    const { code } = await ask(direct.url, '/graphql/desk', {
      method: 'POST',
      headers: { 'content-type': 'application/json', host: 'desk.example', 'x-forwarded-proto': 'https' },
      body: JSON.stringify({
        query: SIGN_IN,
        variables: { input: { email: member.email, password: member.password, cookie: true } },
      }),
    });
    expect(code).toBe('BAD_USER_INPUT');
  } finally {
    await direct.close();
  }
});

test('a session is refreshed from the cookie, which is replaced', async () => {
  const first = await signIn();
  const { data, cookie, setCookie } = await send(REFRESH, ours(first.cookie));
  expect(data.refreshSession).toMatchObject({ refreshToken: null, user: { id: member.id } });
  expect(cookie).not.toBe(first.cookie);
  expect(attributesOf(setCookie)).toContain('HttpOnly');
  expect((await send(REFRESH, ours(cookie))).code).toBeUndefined();
});

test.each<[string, Headers]>([
  ['the header and its own origin', { 'x-copydesk-client': 'desk', origin: 'SELF' }],
  [
    'the header and Sec-Fetch-Site: same-origin',
    { 'x-copydesk-client': 'desk', 'sec-fetch-site': 'same-origin' },
  ],
  [
    'the header and an origin of DESK_ORIGINS',
    { 'x-copydesk-client': 'desk', origin: 'https://desk.example' },
  ],
])('a session is refreshed from its cookie with %s', async (_, headers) => {
  const { cookie } = await signIn();
  const origin: Headers = headers.origin === 'SELF' ? { origin: app.url } : {};
  expect((await send(REFRESH, { cookie, ...headers, ...origin })).data.refreshSession.user.id).toBe(
    member.id,
  );
});

test.each<[string, Headers]>([
  ['without the header', { origin: 'SELF', 'sec-fetch-site': 'same-origin' }],
  ['with no origin', { 'x-copydesk-client': 'desk' }],
  ['from a stranger', { 'x-copydesk-client': 'desk', origin: 'https://stranger.example' }],
  ['from a sandboxed page', { 'x-copydesk-client': 'desk', origin: 'null' }],
  [
    'from another origin of the same site',
    { 'x-copydesk-client': 'desk', 'sec-fetch-site': 'same-site', origin: 'https://blog.desk.example' },
  ],
])('neither a refresh nor a sign-out is accepted from a cookie %s', async (_, headers) => {
  const { cookie, data } = await signIn();
  const origin: Headers = headers.origin === 'SELF' ? { origin: app.url } : {};
  for (const query of [REFRESH, SIGN_OUT]) {
    const answer = await send(query, { cookie, ...headers, ...origin });
    expect([answer.code, answer.setCookie]).toEqual(['UNAUTHENTICATED', null]);
  }
  expect(await users.whoIs(data.signIn.accessToken)).toBe(member.id);
  expect((await send(REFRESH, ours(cookie))).code).toBeUndefined();
});

test('behind a proxy the server’s own origin is the one that the browser sees', async () => {
  const proxied = { host: 'cms.example', 'x-forwarded-proto': 'https' };
  const { cookie } = await signIn(proxied);
  const headers = { ...proxied, cookie, 'x-copydesk-client': 'desk' };
  expect((await send(REFRESH, { ...headers, origin: 'http://cms.example' })).code).toBe('UNAUTHENTICATED');
  expect((await send(REFRESH, { ...headers, origin: 'https://cms.example' })).code).toBeUndefined();
});

test('signing out ends the session of the cookie, with the access token or after it has expired, and clears it', async () => {
  for (const withToken of [true, false]) {
    const { data, cookie } = await signIn();
    const token = data.signIn.accessToken;
    const authorization = `Bearer ${withToken ? token : 'expired'}`;
    const out = await send(SIGN_OUT, { ...ours(cookie), authorization });
    expect(out.data.signOut).toEqual({ signedOut: true });
    expect(out.setCookie).toMatch(/=; Max-Age=0; Path=\/graphql\/desk;/);
    expect(await users.whoIs(token)).toBeNull();
    expect((await send(REFRESH, ours(cookie))).code).toBe('UNAUTHENTICATED');
    const again = await send(SIGN_OUT, ours(cookie));
    expect(again.data.signOut).toEqual({ signedOut: false });
  }
});

test('a refresh token in the input is used, and answered, without the cookie', async () => {
  const { cookie } = await signIn();
  const other = await users.signIn(await users.member());
  const query = `mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) { ${SESSION} } }`;
  const answer = await send(query, ours(cookie), { input: { refreshToken: other.refreshToken } });
  expect(answer.data.refreshSession.user.id).not.toBe(member.id);
  expect(answer.data.refreshSession.refreshToken).toEqual(expect.any(String));
  expect(answer.setCookie).toBeNull();
});
