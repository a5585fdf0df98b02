import { createHash } from 'node:crypto';
import supertest from 'supertest';
import { startApp, type TestApp } from './support/app.js';
import { userFixtures, type Member, type UserFixtures } from './support/user-fixtures.js';

// Tests run on one machine: the server trusts the X-Forwarded-For header of the client.
const PROXY = { trustedProxies: ['127.0.0.1'] };
const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }';
const CHANGE = 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { user { id } } }';
const WRONG = 'not the password';

let app: TestApp;
let users: UserFixtures;
beforeAll(async () => {
  app = await startApp(PROXY);
  users = userFixtures(app);
});
afterAll(() => app.close());

// Limits count by e-mail and by address: each test has its own.
let member: Member;
let here: string;
let elsewhere: string;
let tests = 0;
beforeEach(async () => {
  member = await users.member();
  tests += 1;
  here = `10.0.${tests}.1`;
  elsewhere = `10.0.${tests}.2`;
});

async function askFrom(address: string, query: string, input: object, { url } = app, token = 'none') {
  const { body, headers } = await supertest(url)
    .post('/graphql/desk')
    .set('X-Forwarded-For', address)
    .set('Authorization', `Bearer ${token}`)
    .send({ query, variables: { input } });
  const code: string = body.errors?.[0].extensions.code ?? 'OK';
  return { code, retryAfter: body.errors?.[0].extensions.retryAfter, headers };
}

const signInFrom = async (address: string, email: string, password: string, server = app): Promise<string> =>
  (await askFrom(address, SIGN_IN, { email, password }, server)).code;

/** What a limit counts failures by. */
type Limit = 'email+address' | 'address' | 'email';

const keysOf = async (limit: Limit): Promise<string[]> => {
  const { rows } = await app.owner.query<{ key: string }>(
    'SELECT key FROM desk.rate_limits WHERE starts_with(key, $1)',
    [`password:${limit}:`],
  );
  return rows.map(({ key }) => key);
};

/** Fails once and sets the counter to `times`, as each real failure costs a password hash. */
async function failFrom(address: string, limit: Limit, times: number): Promise<void> {
  const before = await keysOf(limit);
  expect(await signInFrom(address, member.email, WRONG)).toBe('UNAUTHENTICATED');
  const counted = (await keysOf(limit)).filter((key) => !before.includes(key));
  expect(counted).toHaveLength(1);
  await app.owner.query('UPDATE desk.rate_limits SET points = $1 WHERE key = ANY ($2)', [times, counted]);
}

const failTenTimes = (address: string) => failFrom(address, 'email+address', 10);

test('the eleventh sign-in to one e-mail from one address is RATE_LIMITED with a Retry-After', async () => {
  for (let i = 0; i < 10; i++) {
    expect(await signInFrom(here, member.email, WRONG)).toBe('UNAUTHENTICATED');
  }
  const { email, password } = member;
  const { code, retryAfter, headers } = await askFrom(here, SIGN_IN, { email, password });
  expect(code).toBe('RATE_LIMITED');
  expect(headers['retry-after']).toBe(String(retryAfter));
  expect(retryAfter).toBeGreaterThan(800);
  expect(retryAfter).toBeLessThanOrEqual(900);
});

test('concurrent failures to spellings of one e-mail share its limit', async () => {
  const spellings = [member.email, member.email.toUpperCase(), ` ${member.email}`];
  const codes = await Promise.all(
    Array.from({ length: 15 }, (_, i) => signInFrom(here, spellings[i % 3] ?? '', WRONG)),
  );
  expect(codes.filter((code) => code === 'UNAUTHENTICATED')).toHaveLength(10);
  expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(5);
});

test('failures to one e-mail block the address they come from and no other', async () => {
  await failTenTimes(here);
  expect(await signInFrom(here, member.email, member.password)).toBe('RATE_LIMITED');
  expect(await signInFrom(elsewhere, member.email, member.password)).toBe('OK');
});

test('all addresses of an IPv6 network share one limit', async () => {
  await failTenTimes('2001:db8:0:1::1');
  expect(await signInFrom('2001:db8:0:1:ffff::2', member.email, member.password)).toBe('RATE_LIMITED');
  expect(await signInFrom('2001:db8:0:2::1', member.email, member.password)).toBe('OK');
});

test('an IPv4 address has one limit in every notation', async () => {
  await failTenTimes(here);
  expect(await signInFrom(`::ffff:${here}`, member.email, member.password)).toBe('RATE_LIMITED');
  expect(await signInFrom(`::ffff:${elsewhere}`, member.email, member.password)).toBe('OK');
});

test('a successful sign-in resets the failures and is not counted itself', async () => {
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 9; i++) await signInFrom(here, member.email, WRONG);
    expect(await signInFrom(here, member.email, member.password)).toBe('OK');
  }
  const email = createHash('sha256').update(member.email).digest('hex');
  const keys = [`password:address:${here}`, `password:email:${email}`];
  const { rows } = await app.owner.query('SELECT points FROM desk.rate_limits WHERE key = ANY ($1)', [keys]);
  expect(rows).toEqual([{ points: 18 }, { points: 18 }]);
});

test('an address that tries many e-mails is rate limited and no other', async () => {
  await failFrom(here, 'address', 99);
  expect(await signInFrom(here, 'nobody1@newsroom.example', WRONG)).toBe('UNAUTHENTICATED');
  expect(await signInFrom(here, 'nobody2@newsroom.example', WRONG)).toBe('RATE_LIMITED');
  expect(await signInFrom(here, member.email, member.password)).toBe('RATE_LIMITED');
  expect(await signInFrom(elsewhere, member.email, member.password)).toBe('OK');
});

test('an e-mail that many addresses try is rate limited', async () => {
  await failFrom(here, 'email', 1000);
  expect(await signInFrom(elsewhere, member.email, member.password)).toBe('RATE_LIMITED');
});

test('a sign-in succeeds again once the rate limit has expired', async () => {
  await failTenTimes(here);
  expect(await signInFrom(here, member.email, member.password)).toBe('RATE_LIMITED');
  await app.owner.query('UPDATE desk.rate_limits SET expire = $1', [Date.now() - 1]);
  expect(await signInFrom(here, member.email, member.password)).toBe('OK');
});

test('a password that an administrator sets lifts the limit of its user alone', async () => {
  const other = await users.member();
  await failTenTimes(here);
  await failTenTimes(elsewhere);
  for (let i = 0; i < 10; i++) await signInFrom(here, other.email, WRONG);
  const password = 'seven quiet harbours';
  await users.update(member.admin, { id: member.id, password });
  expect(await signInFrom(here, member.email, password)).toBe('OK');
  expect(await signInFrom(elsewhere, member.email, password)).toBe('OK');
  expect(await signInFrom(here, other.email, other.password)).toBe('RATE_LIMITED');
});

test('two servers on one database share the rate limits', async () => {
  const second = await startApp({ ...PROXY, databaseUrl: app.databaseUrl });
  try {
    await failTenTimes(here);
    expect(await signInFrom(here, member.email, member.password, second)).toBe('RATE_LIMITED');
    expect(await signInFrom(elsewhere, member.email, member.password, second)).toBe('OK');
  } finally {
    await second.close();
  }
});

test('wrong current passwords in updateViewer are rate limited too', async () => {
  const UPDATE = 'mutation ($input: UpdateViewerInput!) { updateViewer(input: $input) { user { id } } }';
  const { accessToken } = await users.signIn(member);
  const change = (currentPassword: string) =>
    askFrom(here, UPDATE, { email: `new.${member.email}`, currentPassword }, app, accessToken);
  for (let i = 0; i < 10; i++) expect((await change(WRONG)).code).toBe('BAD_USER_INPUT');
  expect((await change(member.password)).code).toBe('RATE_LIMITED');
});

test('wrong current passwords in changePassword are rate limited too', async () => {
  const { accessToken } = await users.signIn(member);
  const change = (currentPassword: string) =>
    askFrom(here, CHANGE, { currentPassword, newPassword: 'another long one' }, app, accessToken);
  for (let i = 0; i < 10; i++) expect((await change(WRONG)).code).toBe('BAD_USER_INPUT');
  const { code, headers } = await change(member.password);
  expect(code).toBe('RATE_LIMITED');
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  expect(await users.whoIs(accessToken)).toBe(member.id);
});
