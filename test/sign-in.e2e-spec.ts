import jwt from 'jsonwebtoken';
import { startApp, TEST_SECRET, type TestApp } from './support/app.js';
import { codeOf } from './support/newsroom.js';
import { userFixtures, type UserFixtures } from './support/user-fixtures.js';

let app: TestApp;
let users: UserFixtures;
beforeAll(async () => {
  app = await startApp();
  users = userFixtures(app);
});
afterAll(() => app.close());

/** Expires the refresh tokens of a user. */
const expire = (userId: string) =>
  app.owner.query(
    `UPDATE desk.refresh_tokens SET expires_at = now() - interval '1 second'
     WHERE session_id IN (SELECT id FROM desk.sessions WHERE user_id = $1)`,
    [userId],
  );

/** Moves the first use of a user's refresh tokens into the past. */
const usedEarlier = (userId: string, seconds: number) =>
  app.owner.query(
    `UPDATE desk.refresh_tokens SET used_at = used_at - make_interval(secs => $2)
     WHERE session_id IN (SELECT id FROM desk.sessions WHERE user_id = $1)`,
    [userId, seconds],
  );

const CHANGE =
  'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { user { id email } } }';

describe('signing in', () => {
  test('returns a refresh token and an access token that is valid for fifteen minutes', async () => {
    const member = await users.member('EDITOR');
    const before = Date.now();
    const { data } = await users.askToSignIn(member.email, member.password);
    expect(data.signIn.user).toEqual({ id: member.id, email: member.email, role: 'EDITOR' });
    expect(await users.whoIs(data.signIn.accessToken)).toBe(member.id);
    const seconds = (new Date(data.signIn.accessTokenExpiresAt).getTime() - before) / 1000;
    expect(seconds).toBeGreaterThan(14 * 60);
    expect(seconds).toBeLessThanOrEqual(15 * 60 + 5);
    const claims = jwt.decode(data.signIn.accessToken, { json: true });
    expect(claims?.exp).toBe(new Date(data.signIn.accessTokenExpiresAt).getTime() / 1000);
  });

  test('accepts the e-mail in any case and with spaces around it', async () => {
    const member = await users.member();
    const answer = await users.askToSignIn(`  ${member.email.toUpperCase()} `, member.password);
    expect(answer.data.signIn.user.id).toBe(member.id);
  });

  test('compares the password exactly after Unicode normalization', async () => {
    const member = await users.member('WRITER', ' кефир и caf\u00e9 ');
    expect(codeOf(await users.askToSignIn(member.email, member.password.trim()))).toBe('UNAUTHENTICATED');
    const answer = await users.askToSignIn(member.email, ' кефир и cafe\u0301 ');
    expect(answer.data.signIn.user.id).toBe(member.id);
  });

  test('returns the same error for a wrong e-mail, a wrong password and a deactivated user', async () => {
    const member = await users.member();
    const gone = await users.member();
    await users.update(gone.admin, { id: gone.id, active: false });
    const answers = [
      await users.askToSignIn('nobody@newsroom.example', member.password),
      await users.askToSignIn('no e-mail', member.password),
      await users.askToSignIn(member.email, 'not the password'),
      await users.askToSignIn(member.email, ''),
      await users.askToSignIn(gone.email, gone.password),
    ];
    expect(answers.map(codeOf)).toEqual(Array(5).fill('UNAUTHENTICATED'));
    expect(new Set(answers.map((answer) => JSON.stringify([answer.status, answer.errors]))).size).toBe(1);
  });

  test('succeeds, as refreshing does, when the request carries an invalid token', async () => {
    const member = await users.member();
    const { accessToken } = await users.signIn(member);
    await app.desk('mutation { signOut { signedOut } }', {}, accessToken);
    const { data } = await users.askToSignIn(member.email, member.password, accessToken);
    expect(data.signIn.user.id).toBe(member.id);
    const refreshed = await users.askToRefresh(data.signIn.refreshToken, 'copydesk_nonsense');
    expect(refreshed.data.refreshSession.user.id).toBe(member.id);
  });

  test('deletes the expired sessions of the user', async () => {
    const member = await users.member();
    await users.signIn(member);
    await expire(member.id);
    const { accessToken } = await users.signIn(member);
    const { rowCount } = await app.owner.query('SELECT FROM desk.sessions WHERE user_id = $1', [member.id]);
    expect(rowCount).toBe(1);
    expect(await users.whoIs(accessToken)).toBe(member.id);
  });
});

describe('an access token', () => {
  const forge = (claims: object, secret: string, options: jwt.SignOptions = {}) =>
    jwt.sign(claims, secret, { algorithm: 'HS256', ...options });
  const claimsOf = async () => {
    const { accessToken } = await users.signIn(await users.member());
    return jwt.decode(accessToken, { json: true }) ?? {};
  };

  test('is accepted with the right secret, algorithm, issuer, audience and time', async () => {
    expect(await users.whoIs(forge(await claimsOf(), TEST_SECRET))).not.toBeNull();
  });

  test.each<[string, (claims: jwt.JwtPayload) => string]>([
    ['not signed', (claims) => jwt.sign(claims, '', { algorithm: 'none' })],
    ['signed by another secret', (claims) => forge(claims, `${TEST_SECRET}!`)],
    ['of another algorithm', (claims) => forge(claims, TEST_SECRET, { algorithm: 'HS512' })],
    ['for another use', (claims) => forge({ ...claims, aud: 'copydesk:preview' }, TEST_SECRET)],
    ['for no use', ({ aud: _, ...claims }) => forge(claims, TEST_SECRET)],
    ['of another issuer', (claims) => forge({ ...claims, iss: 'somebody' }, TEST_SECRET)],
    ['expired', (claims) => forge({ ...claims, exp: Math.floor(Date.now() / 1000) - 1 }, TEST_SECRET)],
    ['of another session', (claims) => forge({ ...claims, sid: 'ses_none' }, TEST_SECRET)],
    ['cut short', (claims) => forge(claims, TEST_SECRET).slice(0, -2)],
    ['not a JWT', () => 'a.b.c'],
  ])('is refused when it is %s', async (_, forged) => {
    expect(await users.whoIs(forged(await claimsOf()))).toBeNull();
  });
});

describe('refreshing', () => {
  test('returns new tokens and keeps the session', async () => {
    const member = await users.member();
    const first = await users.signIn(member);
    const { data } = await users.askToRefresh(first.refreshToken);
    expect(data.refreshSession.refreshToken).not.toBe(first.refreshToken);
    expect(await users.whoIs(data.refreshSession.accessToken)).toBe(member.id);
    expect(await users.whoIs(first.accessToken)).toBe(member.id);
    expect((await users.askToRefresh(data.refreshSession.refreshToken)).errors).toBeUndefined();
  });

  test('with a token that was first used 30 seconds before ends its session and no other', async () => {
    const member = await users.member();
    const [session, other] = [await users.signIn(member), await users.signIn(member)];
    const { data } = await users.askToRefresh(session.refreshToken);
    await usedEarlier(member.id, 30);
    expect(codeOf(await users.askToRefresh(session.refreshToken))).toBe('UNAUTHENTICATED');
    expect(await users.whoIs(session.accessToken)).toBeNull();
    expect(await users.whoIs(data.refreshSession.accessToken)).toBeNull();
    expect(codeOf(await users.askToRefresh(data.refreshSession.refreshToken))).toBe('UNAUTHENTICATED');
    expect(await users.whoIs(other.accessToken)).toBe(member.id);
  });

  test('with one token in concurrent requests gives each a pair of its own', async () => {
    const member = await users.member();
    const { refreshToken } = await users.signIn(member);
    const answers = await Promise.all(Array.from({ length: 10 }, () => users.askToRefresh(refreshToken)));
    const pairs = answers.map(({ data }) => data.refreshSession);
    expect(new Set(pairs.map((pair) => pair.refreshToken)).size).toBe(10);
    for (const pair of pairs) expect((await users.askToRefresh(pair.refreshToken)).errors).toBeUndefined();
    expect(await users.whoIs(pairs[0].accessToken)).toBe(member.id);
  });

  test('counts the 30 seconds from the first use, however often the token is used', async () => {
    const member = await users.member();
    const { refreshToken } = await users.signIn(member);
    await users.askToRefresh(refreshToken);
    await usedEarlier(member.id, 25);
    expect((await users.askToRefresh(refreshToken)).errors).toBeUndefined();
    await usedEarlier(member.id, 10);
    expect(codeOf(await users.askToRefresh(refreshToken))).toBe('UNAUTHENTICATED');
  });

  test('with a used token is refused when the session has ended', async () => {
    const session = await users.signIn(await users.member());
    await users.askToRefresh(session.refreshToken);
    await app.desk('mutation { signOut { signedOut } }', {}, session.accessToken);
    expect(codeOf(await users.askToRefresh(session.refreshToken))).toBe('UNAUTHENTICATED');
  });

  test('is refused when the token has expired or was never issued', async () => {
    const member = await users.member();
    const { refreshToken } = await users.signIn(member);
    await expire(member.id);
    expect(codeOf(await users.askToRefresh(refreshToken))).toBe('UNAUTHENTICATED');
    expect(codeOf(await users.askToRefresh('never given'))).toBe('UNAUTHENTICATED');
  });

  test('stores only the hash of a refresh token', async () => {
    const { refreshToken } = await users.signIn(await users.member());
    const { rows } = await app.owner.query('SELECT hash FROM desk.refresh_tokens');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows).not.toContainEqual({ hash: refreshToken });
  });
});

test('signing out ends the session at once and no other', async () => {
  const member = await users.member();
  const [session, other] = [await users.signIn(member), await users.signIn(member)];
  const { data } = await app.desk('mutation { signOut { signedOut } }', {}, session.accessToken);
  expect(data.signOut).toEqual({ signedOut: true });
  expect(await users.whoIs(session.accessToken)).toBeNull();
  expect(codeOf(await users.askToRefresh(session.refreshToken))).toBe('UNAUTHENTICATED');
  expect(await users.whoIs(other.accessToken)).toBe(member.id);
});

describe('changing the password', () => {
  test('ends the other sessions and keeps the current one', async () => {
    const member = await users.member();
    const [session, other] = [await users.signIn(member), await users.signIn(member)];
    const input = { currentPassword: member.password, newPassword: 'another long one' };
    const { data } = await app.desk(CHANGE, { input }, session.accessToken);
    expect(data.changePassword.user).toEqual({ id: member.id, email: member.email });
    expect(await users.whoIs(session.accessToken)).toBe(member.id);
    expect((await users.askToRefresh(session.refreshToken)).errors).toBeUndefined();
    expect(await users.whoIs(other.accessToken)).toBeNull();
    expect(codeOf(await users.askToSignIn(member.email, member.password))).toBe('UNAUTHENTICATED');
    await users.signIn({ ...member, password: input.newPassword });
  });

  test('is refused without the current password', async () => {
    const member = await users.member();
    const { accessToken } = await users.signIn(member);
    const input = { currentPassword: 'not the password', newPassword: 'another long one' };
    const answer = await app.desk(CHANGE, { input }, accessToken);
    expect(codeOf(answer)).toBe('BAD_USER_INPUT');
    expect(answer.errors?.[0]?.extensions.fields).toMatchObject([{ path: ['input', 'currentPassword'] }]);
    const both = await app.desk(CHANGE, { input: { ...input, newPassword: 'short' } }, accessToken);
    expect(both.errors?.[0]?.extensions.fields).toMatchObject([
      { path: ['input', 'newPassword'] },
      { path: ['input', 'currentPassword'] },
    ]);
    await users.signIn(member);
  });

  test.each([11, 129])('to one of %i characters is refused', async (length) => {
    const member = await users.member();
    const { accessToken } = await users.signIn(member);
    const input = { currentPassword: member.password, newPassword: 'é'.repeat(length) };
    const answer = await app.desk(CHANGE, { input }, accessToken);
    expect(answer.errors?.[0]?.extensions.fields).toMatchObject([{ path: ['input', 'newPassword'] }]);
    await users.signIn(member);
  });
});
