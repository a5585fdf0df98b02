// What users may be called, how they sign in, and what they may change of that themselves.
import { startApp, type TestApp } from './support/app.js';
import { codeOf, newsroomOf, type Newsroom, refusalOf, type Person } from './support/newsroom.js';
import { userFixtures, type UserFixtures } from './support/user-fixtures.js';

const CREATE = 'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id email name } } }';
const UPDATE = 'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { id email name } } }';
const VIEWER =
  'mutation ($input: UpdateViewerInput!) { updateViewer(input: $input) { user { email name } } }';
const CHANGE = 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { user { id } } }';

let app: TestApp;
let users: UserFixtures;
let newsroom: Newsroom;
let admin: Person;
beforeAll(async () => {
  app = await startApp();
  users = userFixtures(app);
  newsroom = newsroomOf(app);
  admin = await newsroom.person('ADMIN');
});
afterAll(() => app.close());

let made = 0;
const input = (more: object = {}) => ({
  email: `user${(made += 1)}@newsroom.example`,
  name: 'Nur Newcomer',
  password: 'seven quiet harbours',
  role: 'WRITER',
  ...more,
});
const create = (more?: object) => newsroom.ask(admin, CREATE, { input: input(more) });
const asViewer = (token: string, changes: object) => app.desk(VIEWER, { input: changes }, token);

describe('a password that is easy to guess', () => {
  const WEAK = [
    ' '.repeat(12),
    '\u200b'.repeat(12),
    'password1234',
    'aaaaaaaaaaaa',
    'abcdefghijkl',
    'qwertyuiop[]',
    'P@ssw0rd1234',
    'Nur Newcomer',
    'newcomer nur',
    'weak.person@newsroom.example',
    'weak.person2026',
  ];
  const email = 'weak.person@newsroom.example';

  test.each(WEAK)('is refused for a new user: %j', async (password) => {
    const answer = await create({ email, password });
    expect(refusalOf(answer)).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [
        {
          path: ['input', 'password'],
          message: expect.stringMatching(/^password is easy to guess: .+ words/),
        },
      ],
    });
  });

  test('is refused in every change of a password', async () => {
    const member = await users.member();
    const { accessToken } = await users.signIn(member);
    const weak = { currentPassword: member.password, newPassword: 'password1234' };
    const changed = await app.desk(CHANGE, { input: weak }, accessToken);
    expect(refusalOf(changed).fields).toMatchObject([{ path: ['input', 'newPassword'] }]);
    const set = await newsroom.ask(admin, UPDATE, {
      input: { id: member.id, password: 'A. Member A. Member' },
    });
    expect(refusalOf(set).fields).toMatchObject([{ path: ['input', 'password'] }]);
    await users.signIn(member);
  });

  test('is reported together with every other error of the input', async () => {
    const answer = await create({ email: 'none', name: ' ', password: 'password1234' });
    expect(refusalOf(answer).fields.map(({ path }: { path: string[] }) => path[1])).toEqual(
      expect.arrayContaining(['email', 'name', 'password']),
    );
  });

  test('that was set before the rule still signs its user in', async () => {
    const [strong, weak] = [await users.member(), await users.member()];
    // The weak password would be refused now: that of `strong` stands in for it.
    await app.owner.query(
      'UPDATE desk.users SET password_hash = (SELECT password_hash FROM desk.users WHERE id = $1) WHERE id = $2',
      [strong.id, weak.id],
    );
    await users.signIn({ email: weak.email, password: strong.password });
  });
});

test('an over-long password is refused', async () => {
  const member = await users.member();
  for (const password of ['x'.repeat(129), 'x'.repeat(1_000_000), 'ü'.repeat(500)])
    expect(codeOf(await users.askToSignIn(member.email, password))).toBe('UNAUTHENTICATED');
  const answer = await create({ password: 'ab'.repeat(1_000_000) });
  expect(refusalOf(answer).fields).toMatchObject([{ path: ['input', 'password'] }]);
});

describe('an e-mail address', () => {
  test('may have letters of any script, and is the same address in every spelling', async () => {
    const answer = await create({ email: 'Жанар.Zoë@МЮНХЕН.example' });
    expect(answer.data.createUser.user.email).toBe('жанар.zoë@мюнхен.example');
    const { password } = input();
    for (const email of ['жанар.zoe\u0308@мюнхен.example', 'ЖАНАР.ZOË@xn--e1andb2b0c.example']) {
      await users.signIn({ email, password });
      const again = await create({ email });
      expect(refusalOf(again)).toMatchObject({ code: 'CONFLICT', fields: [{ path: ['input', 'email'] }] });
    }
  });

  test('that was stored with an ASCII domain signs in as before', async () => {
    const member = await users.member();
    const email = 'before@xn--mnchen-3ya.example';
    await app.owner.query('UPDATE desk.users SET email = $2 WHERE id = $1', [member.id, email]);
    await users.signIn({ ...member, email });
    await users.signIn({ ...member, email: 'before@münchen.example' });
  });

  test.each([
    'no address',
    'a b@x.example',
    'a\u200b@x.example',
    'a@x',
    '@x.example',
    `${'a'.repeat(600)}@x.example`,
  ])('%j is refused', async (email) => {
    expect(refusalOf(await create({ email })).fields).toMatchObject([{ path: ['input', 'email'] }]);
  });

  test('changed by an administrator ends no session, and frees the old address', async () => {
    const member = await users.member();
    const { accessToken } = await users.signIn(member);
    const email = `moved.${member.email}`;
    const { updateUser } = await newsroom.run(admin, UPDATE, { input: { id: member.id, email } });
    expect(updateUser.user.email).toBe(email);
    expect(await users.whoIs(accessToken)).toBe(member.id);
    expect(codeOf(await users.askToSignIn(member.email, member.password))).toBe('UNAUTHENTICATED');
    await users.signIn({ ...member, email });
    expect((await create({ email: member.email })).errors).toBeUndefined();
    const back = await newsroom.ask(admin, UPDATE, { input: { id: member.id, email: member.email } });
    expect(refusalOf(back)).toMatchObject({ code: 'CONFLICT', fields: [{ path: ['input', 'email'] }] });
  });
});

describe('updateViewer', () => {
  test('changes the viewer’s name without a password', async () => {
    const { accessToken } = await users.signIn(await users.member());
    const { data } = await asViewer(accessToken, { name: '  Another \u00a0 Name ' });
    expect(data.updateViewer.user.name).toBe('Another Name');
    expect(refusalOf(await asViewer(accessToken, { name: '\u3164' })).fields).toMatchObject([
      { path: ['input', 'name'], message: 'name may not be blank.' },
    ]);
  });

  test('changes the viewer’s address with the password, and ends no session', async () => {
    const member = await users.member();
    const [here, there] = [await users.signIn(member), await users.signIn(member)];
    const email = `moved.${member.email}`;
    for (const currentPassword of [undefined, null, 'not the password', 'x'.repeat(500)]) {
      const refused = await asViewer(here.accessToken, { email, currentPassword });
      expect(refusalOf(refused)).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: [{ path: ['input', 'currentPassword'] }],
      });
    }
    const { data } = await asViewer(here.accessToken, { email, currentPassword: member.password });
    expect(data.updateViewer.user.email).toBe(email);
    for (const { accessToken } of [here, there]) expect(await users.whoIs(accessToken)).toBe(member.id);
    await users.signIn({ ...member, email });
    // The address that one has is not new.
    expect((await asViewer(here.accessToken, { email: email.toUpperCase() })).errors).toBeUndefined();
  });

  test("cannot take another user's address", async () => {
    const [member, other] = [await users.member(), await users.member()];
    const { accessToken } = await users.signIn(member);
    const answer = await asViewer(accessToken, { email: other.email, currentPassword: member.password });
    expect(refusalOf(answer)).toMatchObject({ code: 'CONFLICT', fields: [{ path: ['input', 'email'] }] });
  });
});

test('an API token for a deactivated user is refused', async () => {
  const member = await users.member();
  await users.update(admin, { id: member.id, active: false });
  const query = 'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }';
  const answer = await newsroom.ask(admin, query, { input: { name: 'import', userId: member.id } });
  expect(refusalOf(answer)).toMatchObject({
    code: 'BAD_USER_INPUT',
    fields: [{ path: ['input', 'userId'] }],
  });
});
