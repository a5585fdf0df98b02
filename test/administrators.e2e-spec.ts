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

// The tests count administrators: each begins with none.
beforeEach(() => app.owner.query('UPDATE desk.users SET active = false'));

const activeAdmins = async () =>
  (await app.owner.query("SELECT FROM desk.users WHERE role = 'ADMIN' AND active")).rowCount;

test.each([{ active: false }, { role: 'EDITOR' }, { role: 'WRITER' }])(
  'the last administrator cannot be changed to %j',
  async (change) => {
    const admin = await newsroom.person('ADMIN');
    expect(codeOf(await users.update(admin, { id: admin.id, ...change }))).toBe('CONFLICT');
    expect(await activeAdmins()).toBe(1);
    const second = await newsroom.person('ADMIN');
    expect((await users.update(second, { id: admin.id, ...change })).errors).toBeUndefined();
    expect(codeOf(await users.update(second, { id: second.id, ...change }))).toBe('CONFLICT');
  },
);

test('the last administrator can be updated in other fields', async () => {
  const admin = await newsroom.person('ADMIN');
  const change = { id: admin.id, name: 'Another Name', role: 'ADMIN', active: true };
  expect((await users.update(admin, change)).errors).toBeUndefined();
});

test('administrators who demote each other concurrently leave one administrator', async () => {
  const admins = await Promise.all(Array.from({ length: 6 }, () => newsroom.person('ADMIN')));
  const answers = await Promise.all(
    admins.map((admin, i) =>
      users.update(admin, {
        id: admins[(i + 1) % 6]?.id,
        ...(i % 2 ? { active: false } : { role: 'WRITER' }),
      }),
    ),
  );
  expect(await activeAdmins()).toBeGreaterThanOrEqual(1);
  const refused = answers.map(codeOf).filter((code) => code !== undefined);
  // Who was lowered before asking is refused as such; the last one by the rule.
  expect(['CONFLICT', 'FORBIDDEN', 'UNAUTHENTICATED']).toEqual(expect.arrayContaining(refused));
  expect(refused.length).toBe(await activeAdmins());
});

describe('the first administrator', () => {
  const first = { email: 'first@newsroom.example', password: 'long enough yes' };
  let desk: TestApp;
  beforeEach(async () => {
    desk = await startApp();
  });
  afterEach(() => desk.close());

  const anotherServer = (change: Partial<typeof first> = {}) =>
    startApp({ databaseUrl: desk.databaseUrl, firstAdministrator: { ...first, ...change } });

  const userRows = async () => (await desk.owner.query('SELECT * FROM desk.users')).rows;

  test('is created once by servers that start together, and can sign in', async () => {
    const emails = ['first', 'second', 'third'].map((name) => `${name}@newsroom.example`);
    const servers = await Promise.all(emails.map((email) => anotherServer({ email })));
    await Promise.all(servers.map((server) => server.close()));
    const made = await userRows();
    expect(made).toMatchObject([{ role: 'ADMIN', active: true }]);
    await userFixtures(desk).signIn({ email: made[0].email, password: first.password });
  });

  test('is not created with a password that is easy to guess', async () => {
    await expect(anotherServer({ password: 'password1234' })).rejects.toThrow('The configuration is wrong');
    expect(await userRows()).toEqual([]);
    await (await anotherServer()).close();
    expect(await userRows()).toHaveLength(1);
    await (await anotherServer({ password: 'password1234' })).close();
  });

  test('is not created where users exist, nor changed by a later start', async () => {
    await (await anotherServer()).close();
    const before = await userRows();
    expect(before).toHaveLength(1);
    await (await anotherServer({ password: 'another password' })).close();
    await (await anotherServer({ email: 'second@newsroom.example' })).close();
    expect(await userRows()).toEqual(before);
  });
});
