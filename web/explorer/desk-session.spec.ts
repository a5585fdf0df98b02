import { GraphQLError } from 'graphql';
import { DeskSession } from './desk-session.js';
import type { GraphQLResult, Send } from './graphql-request.js';

const MINUTE_MS = 60_000;
const QUERY = { query: '{ viewer { name } }' };

/** A desk that keeps the rules of sessions: access tokens expire, refresh tokens work once, their reuse ends it all. */
class Desk {
  lifetimeMs = 15 * MINUTE_MS;
  /** Of the browser's clock before the desk's. */
  clockAheadMs = 0;
  reachable = true;
  ended = false;
  readonly requests: string[] = [];
  private opened = 0;
  private readonly expiries = new Map<string, number>();
  private readonly refreshTokens = new Set<string>();

  readonly send: Send = async ({ query, variables }, { Authorization = '' }) => {
    const operation = /signIn|refreshSession|signOut/.exec(query)?.[0] ?? 'query';
    this.requests.push(operation);
    await Promise.resolve();
    if (!this.reachable) throw new Error('The server could not be reached.');
    const { input } = (variables ?? {}) as { input?: Record<string, string> };
    return { result: this.resultOf(operation, input ?? {}, Authorization), clockAheadMs: this.clockAheadMs };
  };

  expireAccessTokens(): void {
    this.expiries.clear();
  }

  private resultOf(operation: string, input: Record<string, string>, authorization: string): GraphQLResult {
    if (operation === 'signIn') return input['password'] === 'right' ? this.session() : refusal;
    if (operation === 'refreshSession') {
      if (!this.refreshTokens.delete(input['refreshToken'] ?? '')) this.ended = true;
      return this.ended ? refusal : this.session();
    }
    const known = (this.expiries.get(authorization.replace('Bearer ', '')) ?? 0) > this.now();
    if (!known || this.ended) return refusal;
    if (operation === 'signOut') this.ended = true;
    return { data: { viewer: { name: 'Dana' } } };
  }

  private session(): GraphQLResult {
    this.opened += 1;
    const [accessToken, refreshToken] = [`access-${this.opened}`, `refresh-${this.opened}`];
    const expiresAt = this.now() + this.lifetimeMs;
    this.expiries.set(accessToken, expiresAt);
    this.refreshTokens.add(refreshToken);
    const accessTokenExpiresAt = new Date(expiresAt).toISOString();
    const user = { name: 'Dana', role: 'EDITOR' };
    return { data: { session: { accessToken, accessTokenExpiresAt, refreshToken, user } } };
  }

  private now(): number {
    return Date.now() - this.clockAheadMs;
  }
}

const refusal: GraphQLResult = {
  errors: [new GraphQLError('Not you.', { extensions: { code: 'UNAUTHENTICATED' } })],
};

class TabStorage {
  readonly items = new Map<string, string>();
  getItem = (key: string): string | null => this.items.get(key) ?? null;
  setItem = (key: string, value: string): void => void this.items.set(key, value);
  removeItem = (key: string): void => void this.items.delete(key);
}

async function signedIn(desk: Desk, storage = new TabStorage()): Promise<DeskSession> {
  const session = new DeskSession(desk.send, storage);
  await session.signIn('dana@example.com', 'right');
  expect(session.current().signedIn?.user).toEqual({ name: 'Dana', role: 'EDITOR' });
  desk.requests.length = 0;
  return session;
}

test('a refused sign-in says why and signs nobody in', async () => {
  const session = new DeskSession(new Desk().send, new TabStorage());
  await session.signIn('dana@example.com', 'wrong');
  expect(session.current()).toEqual({ signedIn: null, notice: 'Not you.' });
});

test('a fresh token is used as it is, whatever the browser’s clock says', async () => {
  for (const clockAheadMs of [0, 180 * MINUTE_MS, -180 * MINUTE_MS]) {
    const desk = Object.assign(new Desk(), { clockAheadMs });
    const session = await signedIn(desk);
    const { result } = await session.sendSigned(QUERY, {});
    expect(result.errors).toBeUndefined();
    expect(desk.requests).toEqual(['query']);
  }
});

test('a token about to expire is renewed first', async () => {
  const desk = Object.assign(new Desk(), { lifetimeMs: 10_000 });
  const session = await signedIn(desk);
  expect((await session.sendSigned(QUERY, {})).result.errors).toBeUndefined();
  expect(desk.requests).toEqual(['refreshSession', 'query']);
});

test('a token that the desk does not take any more is renewed, and the request sent once more', async () => {
  const desk = new Desk();
  const session = await signedIn(desk);
  desk.expireAccessTokens();
  expect((await session.sendSigned(QUERY, {})).result.errors).toBeUndefined();
  expect(desk.requests).toEqual(['query', 'refreshSession', 'query']);
});

test.each([10_000, 15 * MINUTE_MS])(
  'requests at once share one refresh (lifetime %d ms)',
  async (lifetimeMs) => {
    const desk = Object.assign(new Desk(), { lifetimeMs });
    const session = await signedIn(desk);
    desk.lifetimeMs = 15 * MINUTE_MS;
    desk.expireAccessTokens();
    const responses = await Promise.all(Array.from({ length: 5 }, () => session.sendSigned(QUERY, {})));
    expect(responses.filter(({ result }) => result.errors)).toEqual([]);
    expect(desk.requests.filter((operation) => operation === 'refreshSession')).toHaveLength(1);
  },
);

test('a session that the desk has ended is over here too, and the response is the desk’s', async () => {
  const desk = new Desk();
  const session = await signedIn(desk);
  desk.ended = true;
  expect((await session.sendSigned(QUERY, {})).result).toBe(refusal);
  expect(session.current().signedIn).toBeNull();
  expect(session.current().notice).not.toBe('');
});

test('a desk out of reach ends no session', async () => {
  const desk = Object.assign(new Desk(), { lifetimeMs: 10_000 });
  const session = await signedIn(desk);
  desk.reachable = false;
  await expect(session.sendSigned(QUERY, {})).rejects.toThrow();
  expect(session.current().signedIn).not.toBeNull();

  desk.reachable = true;
  expect((await session.sendSigned(QUERY, {})).result.errors).toBeUndefined();
});

test('signing out ends the session at the desk, though the access token has expired', async () => {
  const desk = Object.assign(new Desk(), { lifetimeMs: 10_000 });
  const session = await signedIn(desk);
  desk.expireAccessTokens();
  await session.signOut();
  expect(desk.ended).toBe(true);
  expect(session.current()).toEqual({ signedIn: null, notice: '' });
});

test('signing out with the desk out of reach signs out here, and says that it is here alone', async () => {
  const desk = new Desk();
  const session = await signedIn(desk);
  desk.reachable = false;
  await session.signOut();
  expect(session.current().signedIn).toBeNull();
  expect(session.current().notice).not.toBe('');
});

test('the session is handed from page to page of a tab, and never lies where a copied tab would find it', async () => {
  const desk = new Desk();
  const storage = new TabStorage();
  const first = await signedIn(desk, storage);
  expect(storage.items.size).toBe(0);

  first.onPageHide();
  const second = new DeskSession(desk.send, storage);
  expect(second.current().signedIn).toEqual(first.current().signedIn);
  expect(storage.items.size).toBe(0);

  await second.signOut();
  second.onPageHide();
  first.onPageShow();
  expect(first.current().signedIn).toBeNull();
});

test('a refresh token in use is not handed on', async () => {
  const desk = Object.assign(new Desk(), { lifetimeMs: 10_000 });
  const storage = new TabStorage();
  const session = await signedIn(desk, storage);
  const underWay = session.sendSigned(QUERY, {});
  session.onPageHide();
  expect(storage.items.size).toBe(0);
  await underWay;
});
