import { DeskDatabase } from '../src/database/desk.database.js';
import { startApp, type TestApp } from './support/app.js';
import { codeOf } from './support/newsroom.js';
import { staff, type Member } from './support/staff.js';

const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }';
const CHANGE = 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { user { id } } }';

// Each test counts from nothing: the limits of one address are shared by all that comes from it.
let app: TestApp;
let people: ReturnType<typeof staff>;
let member: Member;
beforeEach(async () => {
  app = await startApp();
  people = staff(app);
  member = await people.member();
});
afterEach(() => app.close());

/** The code of the answer to a sign-in that comes from an address; OK where it is none. */
async function signInFrom(address: string, email: string, password: string): Promise<string> {
  const { payload } = await app.nest.inject({
    method: 'POST',
    url: '/graphql/desk',
    remoteAddress: address,
    payload: { query: SIGN_IN, variables: { input: { email, password } } },
  });
  return JSON.parse(payload).errors?.[0].extensions.code ?? 'OK';
}

const failTenTimes = (address: string) =>
  Promise.all(Array.from({ length: 10 }, () => signInFrom(address, member.email, 'not the password')));

test('the eleventh failure at one e-mail from one address is told to wait, and how long', async () => {
  for (let i = 0; i < 10; i++) {
    expect(codeOf(await people.askToSignIn(member.email, 'not the password'))).toBe('UNAUTHENTICATED');
  }
  const answer = await people.askToSignIn(member.email, member.password);
  expect(codeOf(answer)).toBe('RATE_LIMITED');
  const retryAfter = answer.errors?.[0]?.extensions.retryAfter;
  expect(answer.headers['retry-after']).toBe(String(retryAfter));
  expect(retryAfter).toBeGreaterThan(800);
  expect(retryAfter).toBeLessThanOrEqual(900);
});

test('nor does it matter how the e-mail is written, or that all come at once', async () => {
  const spellings = [member.email, member.email.toUpperCase(), ` ${member.email}`];
  const codes = await Promise.all(
    Array.from({ length: 15 }, (_, i) => signInFrom('10.0.0.1', spellings[i % 3] ?? '', 'not the password')),
  );
  expect(codes.filter((code) => code === 'UNAUTHENTICATED')).toHaveLength(10);
  expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(5);
});

test('whoever fails on an e-mail shuts out their own address, and nobody elsewhere', async () => {
  await failTenTimes('10.0.0.1');
  expect(await signInFrom('10.0.0.1', member.email, member.password)).toBe('RATE_LIMITED');
  expect(await signInFrom('10.0.0.2', member.email, member.password)).toBe('OK');
});

test('all addresses of an IPv6 network are one', async () => {
  await failTenTimes('2001:db8:0:1::1');
  expect(await signInFrom('2001:db8:0:1:ffff::2', member.email, member.password)).toBe('RATE_LIMITED');
  expect(await signInFrom('2001:db8:0:2::1', member.email, member.password)).toBe('OK');
});

test('a success forgets the failures before it, and counts for nothing itself', async () => {
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 9; i++) await signInFrom('10.0.0.1', member.email, 'not the password');
    expect(await signInFrom('10.0.0.1', member.email, member.password)).toBe('OK');
  }
  const counted = await app.nest.get(DeskDatabase).rateLimit.findMany({ orderBy: { points: 'asc' } });
  expect(counted.map(({ points }) => points)).toEqual([18, 18]);
});

test('an address that tries many e-mails is refused, and no other', async () => {
  const codes: string[] = [];
  for (let i = 0; i < 101; i += 20) {
    const batch = Array.from({ length: Math.min(20, 101 - i) }, (_, j) =>
      signInFrom('10.0.0.1', `nobody${i + j}@newsroom.example`, 'not the password'),
    );
    codes.push(...(await Promise.all(batch)));
  }
  expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(1);
  expect(await signInFrom('10.0.0.1', member.email, member.password)).toBe('RATE_LIMITED');
  expect(await signInFrom('10.0.0.2', member.email, member.password)).toBe('OK');
});

test('an e-mail that is tried from everywhere is refused at last', async () => {
  await signInFrom('10.0.0.1', member.email, 'not the password');
  await app.nest.get(DeskDatabase).rateLimit.updateMany({
    where: { key: { startsWith: 'password:email:' } },
    data: { points: 1000 },
  });
  expect(await signInFrom('10.0.0.2', member.email, member.password)).toBe('RATE_LIMITED');
});

test('the wait ends', async () => {
  await failTenTimes('10.0.0.1');
  expect(await signInFrom('10.0.0.1', member.email, member.password)).toBe('RATE_LIMITED');
  await app.nest.get(DeskDatabase).rateLimit.updateMany({ data: { expire: BigInt(Date.now() - 1) } });
  expect(await signInFrom('10.0.0.1', member.email, member.password)).toBe('OK');
});

test('a second server on the database counts with the first', async () => {
  const second = await startApp({ databaseUrl: app.databaseUrl });
  try {
    for (let i = 0; i < 10; i++) await people.askToSignIn(member.email, 'not the password');
    expect(codeOf(await staff(second).askToSignIn(member.email, member.password))).toBe('RATE_LIMITED');
  } finally {
    await second.close();
  }
});

test('guessing the current password is counted too', async () => {
  const { accessToken } = await people.signIn(member);
  const change = (currentPassword: string) =>
    app.desk(CHANGE, { input: { currentPassword, newPassword: 'another long one' } }, accessToken);
  for (let i = 0; i < 10; i++) expect(codeOf(await change('not the password'))).toBe('BAD_USER_INPUT');
  const answer = await change(member.password);
  expect(codeOf(answer)).toBe('RATE_LIMITED');
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  expect(await people.whoIs(accessToken)).toBe(member.id);
});
