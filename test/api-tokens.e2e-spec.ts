import { startApp, type TestApp } from './support/app.js';
import { codeOf, newsroomOf, type Newsroom } from './support/newsroom.js';
import { userFixtures, type UserFixtures } from './support/user-fixtures.js';

let app: TestApp;
let users: UserFixtures;
let newsroom: Newsroom;
beforeAll(async () => {
  app = await startApp();
  users = userFixtures(app);
  newsroom = newsroomOf(app);
});
afterAll(() => app.close());

const TOKEN = 'id name user { id } expiresAt lastUsedAt revokedAt';
const CREATE = `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret apiToken { ${TOKEN} } } }`;
const REVOKE = `mutation ($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { secret apiToken { ${TOKEN} } } }`;

async function tokenOf(role: 'WRITER' | 'EDITOR' | 'ADMIN' = 'WRITER', more: object = {}) {
  const [admin, user] = [await newsroom.person('ADMIN'), await newsroom.person(role)];
  const input = { name: 'The website', userId: user.id, ...more };
  const { createApiToken } = await newsroom.run(admin, CREATE, { input });
  const secret: string = createApiToken.secret;
  const id: string = createApiToken.apiToken.id;
  return { admin, user, secret, id, apiToken: createApiToken.apiToken };
}

test('an API token acts as its user', async () => {
  const { user, secret, apiToken } = await tokenOf();
  expect(secret).toMatch(/^copydesk_[\w-]{43}$/);
  expect(apiToken).toMatchObject({ name: 'The website', user: { id: user.id }, lastUsedAt: null });
  expect(await users.whoIs(secret)).toBe(user.id);
  expect(await users.whoIs(`${secret}x`)).toBeNull();
});

const rowOf = async (id: string) =>
  (await app.owner.query('SELECT * FROM desk.api_tokens WHERE id = $1', [id])).rows[0];

test('an API token returns its secret once and stores only a hash', async () => {
  const { admin, id, secret } = await tokenOf();
  const row = await rowOf(id);
  expect(row.id).toBe(id);
  expect(Object.values(row)).not.toContain(secret);
  expect((await newsroom.run(admin, REVOKE, { input: { id } })).revokeApiToken.secret).toBeNull();
});

test('an API token records its last use, at most once a minute', async () => {
  const { id, secret } = await tokenOf();
  const use = async () => {
    await users.whoIs(secret);
    return (await rowOf(id)).last_used_at;
  };
  const first = await use();
  expect(first).not.toBeNull();
  expect(await use()).toEqual(first);
  const longAgo = new Date(Date.now() - 61_000);
  await app.owner.query('UPDATE desk.api_tokens SET last_used_at = $1 WHERE id = $2', [longAgo, id]);
  expect((await use())?.getTime()).toBeGreaterThan(longAgo.getTime());
});

test('a revoked API token is refused, and revoking it again changes nothing', async () => {
  const { admin, id, secret } = await tokenOf();
  const revoke = async () => (await newsroom.run(admin, REVOKE, { input: { id } })).revokeApiToken.apiToken;
  const { revokedAt } = await revoke();
  expect(revokedAt).not.toBeNull();
  expect(await users.whoIs(secret)).toBeNull();
  expect((await revoke()).revokedAt).toBe(revokedAt);
});

test('an expired API token is refused', async () => {
  const { id, user, secret } = await tokenOf('WRITER', { expiresAt: new Date(Date.now() + 60_000) });
  expect(await users.whoIs(secret)).toBe(user.id);
  await app.owner.query("UPDATE desk.api_tokens SET expires_at = now() - interval '1 second' WHERE id = $1", [
    id,
  ]);
  expect(await users.whoIs(secret)).toBeNull();
});

test('an API token has the role that its user has at each request', async () => {
  const { admin, user, secret } = await tokenOf('ADMIN');
  const listUsers = () => app.desk('{ users { totalCount } }', {}, secret);
  expect((await listUsers()).errors).toBeUndefined();
  await users.update(admin, { id: user.id, role: 'WRITER' });
  expect(codeOf(await listUsers())).toBe('FORBIDDEN');
});

test('deactivating a user revokes their API tokens, and reactivating the user brings none of them back', async () => {
  const { admin, user, secret, id } = await tokenOf();
  await users.update(admin, { id: user.id, active: false });
  expect(await users.whoIs(secret)).toBeNull();
  expect((await rowOf(id)).revoked_at).not.toBeNull();
  await users.update(admin, { id: user.id, active: true });
  expect(await users.whoIs(secret)).toBeNull();
});

test('an API token cannot sign out, as it has no session', async () => {
  const { user, secret } = await tokenOf();
  const { data } = await app.desk('mutation { signOut { signedOut } }', {}, secret);
  expect(data.signOut).toEqual({ signedOut: false });
  expect(await users.whoIs(secret)).toBe(user.id);
});

test('API tokens are listed latest first, with their users', async () => {
  const older = await tokenOf();
  const newer = await tokenOf();
  await newsroom.run(newer.admin, REVOKE, { input: { id: older.id } });
  const { apiTokens } = await newsroom.run(newer.admin, `{ apiTokens { ${TOKEN} } }`);
  const ours = apiTokens.filter(({ id }: { id: string }) => [older.id, newer.id].includes(id));
  expect(ours).toMatchObject([
    { id: newer.id, user: { id: newer.user.id }, revokedAt: null },
    { id: older.id, user: { id: older.user.id }, revokedAt: expect.any(String) },
  ]);
});

test.each([
  ['a user that is not there', CREATE, { name: 'A', userId: 'usr_nobody' }, 'NOT_FOUND'],
  ['no token', REVOKE, { id: 'tok_none' }, 'NOT_FOUND'],
  ['no name', CREATE, { name: ' ', userId: 'usr_nobody' }, 'BAD_USER_INPUT'],
  [
    'an end in the past',
    CREATE,
    { name: 'A', userId: 'usr_nobody', expiresAt: '2020-01-01T00:00:00.000Z' },
    'BAD_USER_INPUT',
  ],
])('an API token mutation for %s is refused', async (_, query, input, code) => {
  expect(codeOf(await newsroom.ask(await newsroom.person('ADMIN'), query, { input }))).toBe(code);
});
