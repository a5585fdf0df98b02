// Who is signed in. The refresh token lies in a cookie that scripts cannot read; the access token lives in memory and is
// shared between the tabs of a browser, of which one at a time refreshes it, under a Web Lock.
import {
  RefreshSessionDocument,
  SignInDocument,
  SignOutDocument,
  type NewSessionFragment,
} from '../generated/operations.js';
import { ApiError } from './errors.js';
import { dataOf, send } from './transport.js';

export type Viewer = NewSessionFragment['user'];

export type SessionState =
  /** Nothing is known yet: the cookie may hold a session. */
  | { readonly is: 'unknown' }
  | { readonly is: 'signed-out' }
  | { readonly is: 'signed-in'; readonly viewer: Viewer }
  /** It ended while the viewer was at work: the page stays, and asks for the password. */
  | { readonly is: 'expired'; readonly viewer: Viewer };

type Message =
  { readonly is: 'signed-in'; readonly session: NewSessionFragment } | { readonly is: 'signed-out' };

const SIGN_IN_PAGE = '/desk/sign-in';
const LOCK = 'copydesk.session';
const CHANNEL = 'copydesk.session';
/** Before its end a token is not worth sending. */
const MARGIN_MS = 15_000;

export class Session {
  private current: SessionState = { is: 'unknown' };
  private token: { readonly value: string; readonly usableFor: number; readonly since: number } | undefined;
  private readonly listeners = new Set<() => void>();
  private readonly channel = new BroadcastChannel(CHANNEL);

  constructor() {
    this.channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
      if (data.is === 'signed-in') this.take(data.session);
      else this.leave();
    });
  }

  readonly state = (): SessionState => this.current;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The viewer; undefined where nobody is signed in. */
  get viewer(): Viewer | undefined {
    return 'viewer' in this.current ? this.current.viewer : undefined;
  }

  /** Finds out at the start whether the cookie holds a session. @throws OfflineError, ApiError where nobody can say */
  async resume(): Promise<void> {
    if (this.current.is === 'unknown') await this.refresh(undefined);
  }

  /** @throws ApiError where address and password do not belong together */
  async signIn(email: string, password: string): Promise<void> {
    const { signIn } = dataOf(await send(SignInDocument, { email, password }));
    if (signIn) this.begin(signIn);
  }

  /** Ends it here and in the other tabs, and goes to the sign-in. */
  async signOut(): Promise<void> {
    await send(SignOutDocument, {}, { accessToken: this.token?.value });
    this.channel.postMessage({ is: 'signed-out' } satisfies Message);
    this.leave();
  }

  /** To be called with what the API answers where viewers change themselves. */
  viewerChanged(viewer: Viewer): void {
    if (viewer.id === this.viewer?.id) this.become({ ...this.current, viewer } as SessionState);
  }

  /**
   * A token that works. Where the session has ended, it waits until somebody has signed in again.
   * @param rejected a token that the API did not take
   */
  async accessToken(rejected?: string): Promise<string | undefined> {
    if (this.token !== undefined && this.token.value !== rejected && this.isUsable()) return this.token.value;
    await this.refresh(rejected);
    while (this.current.is === 'expired') await this.nextChange();
    return this.token?.value;
  }

  private isUsable(): boolean {
    // By this machine's own lapse of time: its clock may be wrong.
    return this.token !== undefined && performance.now() - this.token.since < this.token.usableFor;
  }

  private async refresh(rejected: string | undefined): Promise<void> {
    await navigator.locks.request(LOCK, async () => {
      // Another tab may have done so while this one waited.
      if (this.token !== undefined && this.token.value !== rejected && this.isUsable()) return;
      try {
        const { refreshSession } = dataOf(await send(RefreshSessionDocument, {}));
        if (refreshSession) this.begin(refreshSession);
      } catch (error) {
        // A database that is away ends no session.
        if (!(error instanceof ApiError) || error.isTemporary) throw error;
        this.token = undefined;
        const { viewer } = this;
        this.become(viewer === undefined ? { is: 'signed-out' } : { is: 'expired', viewer });
      }
    });
  }

  private begin(session: NewSessionFragment): void {
    this.channel.postMessage({ is: 'signed-in', session } satisfies Message);
    this.take(session);
  }

  private take({ accessToken, accessTokenExpiresAt, user }: NewSessionFragment): void {
    const { viewer } = this;
    // Somebody else signed in, here or in another tab: nothing that this page shows is theirs to see.
    if (viewer !== undefined && viewer.id !== user.id) return location.reload();
    const lifetime = Date.parse(accessTokenExpiresAt) - issuedAt(accessToken);
    this.token = { value: accessToken, usableFor: lifetime - MARGIN_MS, since: performance.now() };
    this.become({ is: 'signed-in', viewer: user });
  }

  /** With a new page: nothing of the one that leaves stays in memory. */
  private leave(): void {
    this.token = undefined;
    this.become({ is: 'signed-out' });
    location.assign(SIGN_IN_PAGE);
  }

  private become(state: SessionState): void {
    this.current = state;
    for (const listener of [...this.listeners]) listener();
  }

  private nextChange(): Promise<void> {
    return new Promise((resolve) => {
      const unsubscribe = this.subscribe(() => {
        unsubscribe();
        resolve();
      });
    });
  }
}

/** Milliseconds since the epoch, by the server's clock, as the token (a JWT) says. */
function issuedAt(token: string): number {
  const claims = JSON.parse(atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'))) as {
    iat: number;
  };
  return claims.iat * 1000;
}

export const session = new Session();
