import { startApp, type TestApp } from './support/app.js';
import { codeOf, newsroomOf, type Newsroom, refusalOf } from './support/newsroom.js';
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

const CREATE =
  'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id email name role active } } }';
/** Characters outside the first plane, each another one. */
const emoji = (length: number) =>
  String.fromCodePoint(...Array.from({ length }, (_, i) => 0x1f300 + ((i * 97) % 256)));
const faultyFields = (answer: Awaited<ReturnType<TestApp['desk']>>) =>
  answer.errors?.[0]?.extensions.fields.map((fault: { path: string[] }) => fault.path.join('.'));

describe('user administration', () => {
  const FOR_ADMINS = [
    '{ users { totalCount } }',
    '{ apiTokens { id } }',
    `mutation { createUser(input: { email: "a@b.example", name: "A", password: "long enough yes", role: WRITER }) { user { id } } }`,
    'mutation { updateUser(input: { id: "usr_x" }) { user { id } } }',
    'mutation { createApiToken(input: { name: "t", userId: "usr_x" }) { secret } }',
    'mutation { revokeApiToken(input: { id: "tok_x" }) { secret } }',
  ];
  const FOR_ALL = [
    '{ viewer { id } }',
    'mutation { signOut { signedOut } }',
    'mutation { endSession(input: { id: "ses_x" }) { endedId } }',
    'mutation { updateViewer(input: { name: "A" }) { user { id } } }',
    'mutation { changePassword(input: { currentPassword: "a", newPassword: "long enough yes" }) { user { id } } }',
  ];

  test.each([...FOR_ADMINS, ...FOR_ALL])('is refused without a sign-in: %s', async (query) => {
    expect(codeOf(await app.desk(query))).toBe('UNAUTHENTICATED');
  });

  test.each(FOR_ADMINS)('is refused to an editor and a writer: %s', async (query) => {
    for (const role of ['EDITOR', 'WRITER'] as const) {
      const answer = await newsroom.ask(await newsroom.person(role), query);
      expect(codeOf(answer)).toBe('FORBIDDEN');
      expect(answer.errors?.[0]?.extensions.blockedBy).toMatchObject([{ code: 'ROLE_REQUIRED' }]);
    }
  });
});

test('the viewer field is the signed-in user, with their author', async () => {
  const editor = await newsroom.person('EDITOR', 'Dana Editor');
  const authorId = await newsroom.author(editor);
  await app.owner.query('UPDATE desk.authors SET user_id = $1 WHERE id = $2', [editor.id, authorId]);
  const data = await newsroom.run(editor, '{ viewer { id email name role active author { id } } }');
  expect(data.viewer).toEqual({
    id: editor.id,
    email: editor.email,
    name: 'Dana Editor',
    role: 'EDITOR',
    active: true,
    author: { id: authorId },
  });
});

describe('a new user', () => {
  const input = (more: object = {}) => ({
    email: `${Math.random().toString(36).slice(2)}@newsroom.example`,
    name: 'Nur Newcomer',
    password: 'long enough yes',
    role: 'WRITER',
    ...more,
  });

  test('is stored with a lower-case e-mail, a trimmed name and a hashed password', async () => {
    const fields = input();
    const answer = await newsroom.ask(await newsroom.person('ADMIN'), CREATE, {
      input: { ...fields, email: ` ${fields.email.toUpperCase()} `, name: '  Nur Newcomer ' },
    });
    const { user } = answer.data.createUser;
    expect(user).toMatchObject({ email: fields.email, name: 'Nur Newcomer', role: 'WRITER', active: true });
    const { rows } = await app.owner.query('SELECT password_hash FROM desk.users WHERE id = $1', [user.id]);
    expect(rows[0].password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  test('cannot have the e-mail of another user, in any case', async () => {
    const admin = await newsroom.person('ADMIN');
    const fields = input();
    await newsroom.run(admin, CREATE, { input: fields });
    const again = await newsroom.ask(admin, CREATE, {
      input: { ...fields, email: fields.email.toUpperCase() },
    });
    expect(refusalOf(again)).toMatchObject({ code: 'CONFLICT', fields: [{ path: ['input', 'email'] }] });
  });

  test('with invalid fields is refused with every error at once', async () => {
    const faulty = { email: 'no e-mail', name: ' ', password: 'short', role: 'WRITER' };
    const answer = await newsroom.ask(await newsroom.person('ADMIN'), CREATE, { input: faulty });
    expect(codeOf(answer)).toBe('BAD_USER_INPUT');
    expect(faultyFields(answer)).toEqual(['input.email', 'input.name', 'input.password']);
  });

  test.each([
    [11, 'BAD_USER_INPUT'],
    [12, undefined],
    [128, undefined],
    [129, 'BAD_USER_INPUT'],
  ])('with a password of %i characters gets the error code %s', async (length, code) => {
    const admin = await newsroom.person('ADMIN');
    const answer = await newsroom.ask(admin, CREATE, { input: input({ password: emoji(length) }) });
    expect(codeOf(answer)).toBe(code);
  });
});

describe('an updated user', () => {
  test('keeps fields that are left out', async () => {
    const { admin, ...member } = await users.member('EDITOR');
    const { data } = await users.update(admin, { id: member.id, name: 'Another Name' });
    expect(data.updateUser.user).toEqual({
      id: member.id,
      name: 'Another Name',
      role: 'EDITOR',
      active: true,
    });
    await users.signIn(member);
  });

  test('cannot have a name, role, active flag or password of null', async () => {
    const { admin, id } = await users.member();
    const answer = await users.update(admin, { id, name: null, role: null, active: null, password: null });
    expect(codeOf(answer)).toBe('BAD_USER_INPUT');
    expect(faultyFields(answer)).toEqual(['input.name', 'input.role', 'input.active', 'input.password']);
  });

  test('with an unknown id is NOT_FOUND', async () => {
    const admin = await newsroom.person('ADMIN');
    expect(codeOf(await users.update(admin, { id: 'usr_nobody', name: 'A' }))).toBe('NOT_FOUND');
  });

  test('has the new role from the next request on', async () => {
    const { admin, ...member } = await users.member('ADMIN');
    const { accessToken } = await users.signIn(member);
    const listUsers = () => app.desk('{ users { totalCount } }', {}, accessToken);
    expect((await listUsers()).errors).toBeUndefined();
    await users.update(admin, { id: member.id, role: 'EDITOR' });
    expect(codeOf(await listUsers())).toBe('FORBIDDEN');
    expect(await users.whoIs(accessToken)).toBe(member.id);
  });

  test('who is deactivated is signed out, and once reactivated has to sign in again', async () => {
    const { admin, ...member } = await users.member();
    const session = await users.signIn(member);
    await users.update(admin, { id: member.id, active: false });
    expect(await users.whoIs(session.accessToken)).toBeNull();
    expect(codeOf(await users.askToRefresh(session.refreshToken))).toBe('UNAUTHENTICATED');
    await users.update(admin, { id: member.id, active: true });
    expect(await users.whoIs(session.accessToken)).toBeNull();
    expect(codeOf(await users.askToRefresh(session.refreshToken))).toBe('UNAUTHENTICATED');
    await users.signIn(member);
  });

  test('whose password an administrator sets is signed out everywhere', async () => {
    const { admin, ...member } = await users.member();
    const session = await users.signIn(member);
    await users.update(admin, { id: member.id, password: 'given by the admin' });
    expect(await users.whoIs(session.accessToken)).toBeNull();
    expect(codeOf(await users.askToSignIn(member.email, member.password))).toBe('UNAUTHENTICATED');
    await users.signIn({ ...member, password: 'given by the admin' });
  });

  test('cannot sign in with a password that is replaced while it is verified', async () => {
    const member = await users.member();
    const isAnybodyWaiting = async () => {
      const { rowCount } = await app.owner.query(
        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      );
      return rowCount !== 0;
    };
    let answered = false;
    const session = await app.owner.connect();
    await session.query('BEGIN');
    await session.query("UPDATE desk.users SET password_hash = 'another' WHERE id = $1", [member.id]);
    const answer = users.askToSignIn(member.email, member.password).finally(() => {
      answered = true;
    });
    while (!answered && !(await isAnybodyWaiting()));
    await session.query('COMMIT');
    session.release();
    expect(codeOf(await answer)).toBe('UNAUTHENTICATED');
  });
});

describe('the list of users', () => {
  test('is paged by name, forward and backward', async () => {
    const admin = await newsroom.person('ADMIN');
    await Promise.all(['Zhanna', 'Arman', 'Mira', 'Arman'].map((name) => newsroom.person('WRITER', name)));
    const PAGE = `query ($first: Int, $after: String, $last: Int, $before: String) {
      users(first: $first, after: $after, last: $last, before: $before) {
        nodes { id name } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      }
    }`;
    const all = (await newsroom.run(admin, PAGE, { first: 100 })).users;
    expect(all.nodes).toHaveLength(all.totalCount);
    const walk = async (size: string, cursor: string, end: string, more: string) => {
      const seen: { id: string; name: string }[] = [];
      for (let at: string | null = null; ;) {
        const { users: page }: Awaited<ReturnType<typeof newsroom.run>> = await newsroom.run(admin, PAGE, {
          [size]: 3,
          [cursor]: at,
        });
        if (size === 'first') seen.push(...page.nodes);
        else seen.unshift(...page.nodes);
        if (!page.pageInfo[more]) return seen;
        at = page.pageInfo[end];
      }
    };
    expect(await walk('first', 'after', 'endCursor', 'hasNextPage')).toEqual(all.nodes);
    expect(await walk('last', 'before', 'startCursor', 'hasPreviousPage')).toEqual(all.nodes);
    const named = all.nodes.map(({ name }: { name: string }) => name);
    const ours = named.filter((name: string) => ['Zhanna', 'Arman', 'Mira'].includes(name));
    expect(ours).toEqual(['Arman', 'Arman', 'Mira', 'Zhanna']);
  });
});
