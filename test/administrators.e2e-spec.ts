import { DeskDatabase } from '../src/database/desk.database.js';
import { startApp, type TestApp } from './support/app.js';
import { codeOf, newsroom } from './support/newsroom.js';
import { staff } from './support/staff.js';

// Each test has a desk of its own: how many administrators there are is what is tested.
let app: TestApp;
let people: ReturnType<typeof staff>;
let room: ReturnType<typeof newsroom>;
let database: DeskDatabase;
beforeEach(async () => {
  app = await startApp();
  people = staff(app);
  room = newsroom(app);
  database = app.nest.get(DeskDatabase);
});
afterEach(() => app.close());

const activeAdmins = () => database.user.count({ where: { role: 'ADMIN', active: true } });

test.each([{ active: false }, { role: 'EDITOR' }, { role: 'WRITER' }])(
  'the last administrator stays one: %j',
  async (change) => {
    const admin = await room.person('ADMIN');
    expect(codeOf(await people.update(admin, { id: admin.id, ...change }))).toBe('CONFLICT');
    expect(await activeAdmins()).toBe(1);
    const second = await room.person('ADMIN');
    expect((await people.update(second, { id: admin.id, ...change })).errors).toBeUndefined();
    expect(codeOf(await people.update(second, { id: second.id, ...change }))).toBe('CONFLICT');
  },
);

test('the last administrator may change otherwise', async () => {
  const admin = await room.person('ADMIN');
  const change = { id: admin.id, name: 'Another Name', role: 'ADMIN', active: true };
  expect((await people.update(admin, change)).errors).toBeUndefined();
});

test('of administrators who lower each other at the same time, one stays', async () => {
  const admins = await Promise.all(Array.from({ length: 6 }, () => room.person('ADMIN')));
  const answers = await Promise.all(
    admins.map((admin, i) =>
      people.update(admin, {
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
  const firstAdministrator = { email: 'first@newsroom.example', password: 'long enough yes' };
  const anotherServer = (first = firstAdministrator) =>
    startApp({ databaseUrl: app.databaseUrl, firstAdministrator: first });

  test('is made once, however many servers start together, and can sign in', async () => {
    const servers = await Promise.all(
      ['first', 'second', 'third'].map((name) =>
        anotherServer({ ...firstAdministrator, email: `${name}@newsroom.example` }),
      ),
    );
    try {
      const users = await database.user.findMany();
      expect(users).toMatchObject([{ role: 'ADMIN', active: true }]);
      await people.signIn({ email: users[0]?.email ?? '', password: firstAdministrator.password });
    } finally {
      await Promise.all(servers.map((server) => server.close()));
    }
  });

  test('is not made where there are users, nor changed by a later start', async () => {
    const server = await anotherServer();
    await server.close();
    const before = await database.user.findMany();
    const later = await anotherServer({ ...firstAdministrator, password: 'another password' });
    await later.close();
    const other = await anotherServer({ ...firstAdministrator, email: 'second@newsroom.example' });
    await other.close();
    expect(await database.user.findMany()).toEqual(before);
  });
});
