// Users with a password, created through the API by an administrator, and the sessions that they open.
import { randomBytes } from 'node:crypto';
import type { Role } from '../../src/domain/editorial-workflow.js';
import type { GraphQLAnswer, TestApp } from './app.js';
import { newsroomOf, type Person } from './newsroom.js';

export interface Member {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly admin: Person;
}

export interface Tokens {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: string;
  readonly refreshToken: string;
}

const SESSION = 'accessToken accessTokenExpiresAt refreshToken user { id email role }';
const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) { ${SESSION} } }`;
const REFRESH = `mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) { ${SESSION} } }`;
const CREATE = 'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } } }';
const UPDATE =
  'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { id name role active } } }';

export function userFixtures(app: TestApp) {
  const { person, run } = newsroomOf(app);

  /** A user who has a password, and the administrator who made that user. */
  async function member(role: Role = 'WRITER', password = randomBytes(9).toString('hex')): Promise<Member> {
    const admin = await person('ADMIN');
    const email = `${randomBytes(8).toString('hex')}@newsroom.example`;
    const data = await run(admin, CREATE, { input: { email, name: 'A. Member', password, role } });
    return { id: data.createUser.user.id, email, password, admin };
  }

  const askToSignIn = (email: string, password: string, staleToken?: string): Promise<GraphQLAnswer> =>
    app.desk(SIGN_IN, { input: { email, password } }, staleToken);

  const askToRefresh = (refreshToken: string, staleToken?: string): Promise<GraphQLAnswer> =>
    app.desk(REFRESH, { input: { refreshToken } }, staleToken);

  async function signIn({ email, password }: Pick<Member, 'email' | 'password'>): Promise<Tokens> {
    const answer = await askToSignIn(email, password);
    if (answer.errors) throw new Error(JSON.stringify(answer.errors));
    return answer.data.signIn;
  }

  const update = (who: { readonly token: string }, input: object): Promise<GraphQLAnswer> =>
    app.desk(UPDATE, { input }, who.token);

  /** Whom the desk takes a token's bearer for: an id, or nobody. */
  async function whoIs(token: string): Promise<string | null> {
    const answer = await app.desk('{ viewer { id } }', {}, token);
    if (answer.errors?.some((error) => error.extensions.code !== 'UNAUTHENTICATED')) {
      throw new Error(JSON.stringify(answer.errors));
    }
    return answer.data?.viewer.id ?? null;
  }

  return { member, askToSignIn, askToRefresh, signIn, update, whoIs };
}

export type UserFixtures = ReturnType<typeof userFixtures>;
