// What users see of their sign-ins, which they may end, and what of a user only that user and administrators see.
import { startApp, type TestApp } from './support/app.js';
import type { TestDatabase } from './support/database.js';
import { ask } from './support/http.js';
import { codeOf, newsroomOf, type Newsroom, type Person } from './support/newsroom.js';
import { countedDatabase, statementsDuring } from './support/statements.js';
import { userFixtures, type Member, type UserFixtures } from './support/user-fixtures.js';

const MINE = '{ viewer { sessions { id createdAt lastUsedAt userAgent isCurrent } } }';
const END = 'mutation ($input: EndSessionInput!) { endSession(input: $input) { endedId } }';

let database: TestDatabase;
let app: TestApp;
let users: UserFixtures;
let newsroom: Newsroom;
beforeAll(async () => {
  database = await countedDatabase();
  app = await startApp({ databaseUrl: database.url, backgroundJobs: false });
  users = userFixtures(app);
  newsroom = newsroomOf(app);
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

const sessionsOf = async (token: string) => (await app.desk(MINE, {}, token)).data.viewer.sessions;

async function signInAs(member: Member, userAgent: string): Promise<{ accessToken: string }> {
  const { body } = await ask(app.url, '/graphql/desk', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': userAgent },
    body: JSON.stringify({
      query: 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }',
      variables: { input: { email: member.email, password: member.password } },
    }),
  });
  return body.data.signIn;
}

describe('the sessions of a user', () => {
  test('are the active ones, latest used first, with what opened them', async () => {
    const member = await users.member();
    const first = await users.signIn(member);
    const phone = await signInAs(member, `A phone ${'x'.repeat(500)}`);
    const gone = await users.signIn(member);
    await app.desk('mutation { signOut { signedOut } }', {}, gone.accessToken);
    await users.askToRefresh(first.refreshToken);

    const sessions = await sessionsOf(phone.accessToken);
    expect(sessions).toHaveLength(2);
    expect(sessions.map((session: { isCurrent: boolean }) => session.isCurrent)).toEqual([false, true]);
    const [refreshed, current] = sessions;
    expect(refreshed.lastUsedAt > current.lastUsedAt).toBe(true);
    expect(refreshed.lastUsedAt > refreshed.createdAt).toBe(true);
    expect(refreshed.userAgent).toBeNull();
    expect(current.userAgent).toMatch(/^A phone x+$/);
    expect(current.userAgent).toHaveLength(200);
  });

  test('are without those whose refresh tokens have all expired', async () => {
    const member = await users.member();
    const { accessToken } = await users.signIn(member);
    await app.owner.query(
      `UPDATE desk.refresh_tokens SET expires_at = now()
       WHERE session_id IN (SELECT id FROM desk.sessions WHERE user_id = $1)`,
      [member.id],
    );
    expect(await sessionsOf(accessToken)).toEqual([]);
  });

  test('that an older server opened are there, last used when they began', async () => {
    const member = await users.member();
    const { accessToken } = await users.signIn(member);
    await app.owner.query(
      'UPDATE desk.sessions SET last_used_at = NULL, user_agent = NULL WHERE user_id = $1',
      [member.id],
    );
    const [session] = await sessionsOf(accessToken);
    expect(session.lastUsedAt).toBe(session.createdAt);
  });

  test('are shown to an administrator, in as many statements for many users as for two', async () => {
    const members = [];
    for (let i = 0; i < 6; i++) members.push(await users.member());
    for (const member of members) await users.signIn(member);
    const admin = await newsroom.person('ADMIN');
    const count = async (first: number) => {
      const { result, statements } = await statementsDuring(database.url, () =>
        app.desk(`{ users(first: ${first}) { nodes { sessions { id } } } }`, {}, admin.token),
      );
      expect(result.errors).toBeUndefined();
      return statements.length;
    };
    await count(2);
    expect(await count(50)).toBe(await count(2));
    const one = `{ node(id: "${members[0]?.id}") { ... on User { sessions { id isCurrent } } } }`;
    expect((await newsroom.run(admin, one)).node.sessions).toMatchObject([{ isCurrent: false }]);
  });
});

describe('ending a session', () => {
  const end = (token: string, id: string) => app.desk(END, { input: { id } }, token);

  test('signs out one of the own sign-ins and no other', async () => {
    const member = await users.member();
    const [here, there] = [await users.signIn(member), await users.signIn(member)];
    const other = (await sessionsOf(here.accessToken)).find(
      (session: { isCurrent: boolean }) => !session.isCurrent,
    );
    const { data } = await end(here.accessToken, other.id);
    expect(data.endSession).toEqual({ endedId: other.id });
    expect(await users.whoIs(there.accessToken)).toBeNull();
    expect(codeOf(await users.askToRefresh(there.refreshToken))).toBe('UNAUTHENTICATED');
    expect(await users.whoIs(here.accessToken)).toBe(member.id);
    expect((await end(here.accessToken, other.id)).errors).toBeUndefined();
    expect(await sessionsOf(here.accessToken)).toHaveLength(1);
  });

  test("of somebody else's is NOT_FOUND, but for an administrator", async () => {
    const member = await users.member();
    const { accessToken } = await users.signIn(member);
    const [{ id }] = await sessionsOf(accessToken);
    for (const role of ['WRITER', 'EDITOR'] as const) {
      expect(codeOf(await end((await newsroom.person(role)).token, id))).toBe('NOT_FOUND');
    }
    expect(codeOf(await end(accessToken, 'ses_none'))).toBe('NOT_FOUND');
    expect(await users.whoIs(accessToken)).toBe(member.id);
    await newsroom.run(member.admin, END, { input: { id } });
    expect(await users.whoIs(accessToken)).toBeNull();
  });
});

describe('the address and the sessions of a user', () => {
  const PRIVATE = '{ id email sessions { id } }';
  let admin: Person;
  let editor: Person;
  let writer: Person;
  let articleId: string;
  beforeAll(async () => {
    [admin, editor, writer] = [
      await newsroom.person('ADMIN'),
      await newsroom.person('EDITOR'),
      await newsroom.person('WRITER'),
    ];
    const authorId = await newsroom.author(editor);
    await app.owner.query('UPDATE desk.authors SET user_id = $1 WHERE id = $2', [writer.id, authorId]);
    articleId = (await newsroom.published(writer, editor, { authorIds: [authorId] })).id;
  });

  /** Every user that is reached from the article. */
  const reached = async (who: Person) => {
    const { article, authors } = await newsroom.run(
      who,
      `query ($id: ID!) {
        article(id: $id) {
          createdBy ${PRIVATE} owners ${PRIVATE}
          working { createdBy ${PRIVATE} authors { user ${PRIVATE} } }
          history(first: 50) { nodes { by ${PRIVATE} } }
        }
        authors(first: 100) { nodes { user ${PRIVATE} } }
      }`,
      { id: articleId },
    );
    const users = [
      article.createdBy,
      ...article.owners,
      article.working.createdBy,
      ...article.working.authors.map(({ user }: { user: unknown }) => user),
      ...article.history.nodes.map(({ by }: { by: unknown }) => by),
      ...authors.nodes.map(({ user }: { user: unknown }) => user),
    ].filter((user) => user !== null);
    expect(users.length).toBeGreaterThan(6);
    return users as { id: string; email: string | null; sessions: unknown[] }[];
  };

  test.each(['editor', 'writer'] as const)(
    'are hidden from an %s on every path but the own',
    async (role) => {
      const who = role === 'editor' ? editor : writer;
      const users = await reached(who);
      for (const { id, email } of users) expect(email).toBe(id === who.id ? who.email : null);
      for (const { id, sessions } of users) if (id !== who.id) expect(sessions).toEqual([]);
      expect(new Set(users.map(({ email }) => email))).toEqual(new Set([who.email, null]));
    },
  );

  test('are shown to an administrator on every path', async () => {
    for (const { email } of await reached(admin)) expect(email).toContain('@');
  });

  test('of the own are there in the answer to signing in and to refreshing', async () => {
    const member = await users.member();
    const { data } = await users.askToSignIn(member.email, member.password);
    expect(data.signIn.user.email).toBe(member.email);
    const refreshed = await users.askToRefresh(data.signIn.refreshToken);
    expect(refreshed.data.refreshSession.user.email).toBe(member.email);
  });
});
