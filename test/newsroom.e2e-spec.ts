// What a screen needs: the newsroom before anybody has signed in, and the people whom an article can be given to.
import { startApp, type TestApp } from './support/app.js';
import { codeOf, newsroomOf, type Newsroom, type Person } from './support/newsroom.js';

let app: TestApp;
let newsroom: Newsroom;
let editor: Person;
let admin: Person;
beforeAll(async () => {
  app = await startApp();
  newsroom = newsroomOf(app);
  [editor, admin] = [await newsroom.person('EDITOR', 'Ed'), await newsroom.person('ADMIN', 'Ad')];
});
afterAll(() => app.close());

describe('the newsroom', () => {
  const NEWSROOM = `{ newsroom {
    timeZone now siteUrl hasSitePreview fourEyes demoSignIns { name role email password }
  } }`;

  test('is known to everybody, with the time of the database', async () => {
    const before = (await app.owner.query('SELECT clock_timestamp() AS now')).rows[0].now;
    const { newsroom: found } = (await app.desk(NEWSROOM)).data;
    expect(found).toEqual({
      timeZone: 'UTC',
      now: expect.any(String),
      siteUrl: null,
      hasSitePreview: true,
      fourEyes: true,
      demoSignIns: [],
    });
    expect(Math.abs(Date.parse(found.now) - before.getTime())).toBeLessThan(5000);
  });

  test('is as the environment says', async () => {
    const demo = { name: 'A. Demo', role: 'WRITER' as const, email: 'a@b.example', password: 'shown to all' };
    const second = await startApp({
      databaseUrl: app.databaseUrl,
      timeZone: 'Asia/Almaty',
      siteUrl: 'https://news.example',
      sitePreviewUrl: 'https://news.example/preview?token={token}',
      fourEyes: false,
      demoSignIns: [demo],
    });
    try {
      const { newsroom: found } = (await second.desk(NEWSROOM)).data;
      expect(found).toMatchObject({
        timeZone: 'Asia/Almaty',
        siteUrl: 'https://news.example',
        hasSitePreview: true,
        fourEyes: false,
        demoSignIns: [demo],
      });
    } finally {
      await second.close();
    }
  });
});

describe('the lists of people and users', () => {
  const PEOPLE = `query ($search: String, $active: Boolean! = true) {
    people(search: $search, active: $active, first: 50) { totalCount nodes { name active author { name } } }
  }`;
  const USERS = `query ($search: String, $active: Boolean) {
    users(search: $search, active: $active, first: 50) { totalCount nodes { name } }
  }`;
  const names = async (who: Person, query: string, variables: object = {}) => {
    const data = await newsroom.run(who, query, variables);
    const { nodes, totalCount } = data.people ?? data.users;
    expect(totalCount).toBe(nodes.length);
    return nodes.map(({ name }: { name: string }) => name);
  };
  let gone: Person;
  beforeAll(async () => {
    await newsroom.person('WRITER', 'Нұрлан Әбдіров');
    await newsroom.person('WRITER', 'Zoë Müller-Lüdenscheidt');
    gone = await newsroom.person('EDITOR', 'Zoë Gone');
    await app.owner.query('UPDATE desk.users SET active = false WHERE id = $1', [gone.id]);
    const quiet = await newsroom.person('WRITER', 'Q. Quiet');
    const authorId = await newsroom.author(editor, 'The Night Owl');
    await app.owner.query('UPDATE desk.authors SET user_id = $1 WHERE id = $2', [quiet.id, authorId]);
  });

  test.each([
    ['zoe', ['Zoë Müller-Lüdenscheidt']],
    ['ZOË lud', ['Zoë Müller-Lüdenscheidt']],
    ['mull-lud', ['Zoë Müller-Lüdenscheidt']],
    ['uller', []],
    ['әбд', ['Нұрлан Әбдіров']],
    ['НҰР', ['Нұрлан Әбдіров']],
    ['owl', ['Q. Quiet']],
    ['quiet night', ['Q. Quiet']],
    ['zoe owl', []],
    ['%', []],
    ['newsroom.example', []],
  ])('people are found by beginnings of words of a name or byline: %j', async (search, found) => {
    expect(await names(editor, PEOPLE, { search })).toEqual(found);
  });

  test('people are listed by name, the active ones unless the query wants the others', async () => {
    expect(await names(editor, PEOPLE)).toEqual([
      'Ad',
      'Ed',
      'Q. Quiet',
      'Zoë Müller-Lüdenscheidt',
      'Нұрлан Әбдіров',
    ]);
    expect(await names(editor, PEOPLE, { search: ' \u200b ' })).toHaveLength(5);
    expect(await names(editor, PEOPLE, { active: false })).toEqual(['Zoë Gone']);
  });

  test('people are for editors, without addresses, and users for administrators', async () => {
    const writer = await newsroom.person('WRITER', 'Wr');
    expect(codeOf(await newsroom.ask(writer, PEOPLE))).toBe('FORBIDDEN');
    expect(codeOf(await newsroom.ask(editor, USERS))).toBe('FORBIDDEN');
    const refused = await newsroom.ask(editor, '{ people { nodes { email } } }');
    expect(codeOf(refused)).toBe('GRAPHQL_VALIDATION_FAILED');
    await app.owner.query('DELETE FROM desk.api_tokens WHERE user_id = $1', [writer.id]);
  });

  test('users are found by name and address, active or not', async () => {
    expect(await names(admin, USERS, { search: 'zoe' })).toEqual(['Zoë Gone', 'Zoë Müller-Lüdenscheidt']);
    expect(await names(admin, USERS, { search: 'zoe', active: true })).toEqual(['Zoë Müller-Lüdenscheidt']);
    expect(await names(admin, USERS, { active: false })).toEqual(['Zoë Gone']);
    expect(await names(admin, USERS, { search: gone.email })).toEqual(['Zoë Gone']);
  });
});
