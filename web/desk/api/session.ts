// Who is signed in. The refresh token is in a cookie that scripts cannot read. The access token is in memory and shared between
// the tabs of a browser; a Web Lock lets one of them change the session at a time.
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
  /** The page has just loaded: the cookie may hold a session. */
  | { readonly is: 'unknown' }
  | { readonly is: 'signed-out' }
  | { readonly is: 'signed-in'; readonly viewer: Viewer }
  /** The session ended while the viewer was at work: the page stays, and a dialog asks for the password. */
  | { readonly is: 'expired'; readonly viewer: Viewer };

type Message =
  { readonly is: 'signed-in'; readonly session: NewSessionFragment } | { readonly is: 'signed-out' };

const SIGN_IN_PAGE = '/desk/sign-in';
const LOCK = 'copydesk.session';
const CHANNEL = 'copydesk.session';
/** A token this close to its end could expire on its way. */
const TOKEN_MARGIN_MS = 15_000;

export class Session {
  private current: SessionState = { is: 'unknown' };
  private token: { readonly value: string; readonly usableFor: number; readonly since: number } | undefined;
  private signingIn: { readonly credentials: string; readonly done: Promise<void> } | undefined;
  private readonly listeners = new Set<() => void>();
  private readonly channel = new BroadcastChannel(CHANNEL);

  constructor() {
    this.channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
      if (data.is === 'signed-in') this.apply(data.session);
      else this.goToSignIn();
    });
  }

  readonly state = (): SessionState => this.current;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** undefined where nobody is signed in. */
  get viewer(): Viewer | undefined {
    return 'viewer' in this.current ? this.current.viewer : undefined;
  }

  /** Opens the session that the cookie holds, if there is one. Called before each route. @throws OfflineError; ApiError for a fault of the server */
  async resume(): Promise<void> {
    if (this.current.is === 'unknown') await this.refresh(undefined);
  }

  /**
   * What a second Enter asks for is on its way, and is not sent again.
   * @throws OfflineError; ApiError where the address or the password is wrong
   */
  signIn(email: string, password: string): Promise<void> {
    const credentials = JSON.stringify([email, password]);
    if (this.signingIn?.credentials === credentials) return this.signingIn.done;
    const done = this.exclusively(async () => {
      const { signIn } = dataOf(await send(SignInDocument, { email, password }));
      if (signIn) this.open(signIn);
    }).finally(() => {
      if (this.signingIn?.done === done) this.signingIn = undefined;
    });
    this.signingIn = { credentials, done };
    return done;
  }

  /** Ends the session in all tabs, and goes to the sign-in. @throws OfflineError: the session goes on */
  async signOut(): Promise<void> {
    await this.exclusively(() => send(SignOutDocument, {}, { accessToken: this.token?.value }));
    this.channel.postMessage({ is: 'signed-out' } satisfies Message);
    this.goToSignIn();
  }

  /** Called with the result of a mutation that may have changed the viewer. */
  viewerChanged(viewer: Viewer): void {
    if (viewer.id === this.viewer?.id) this.setState({ ...this.current, viewer } as SessionState);
  }

  /**
   * A token that works. If the session has expired, waits until the viewer has signed in again.
   * @param rejected a token that the API refused
   */
  async accessToken(rejected?: string): Promise<string | undefined> {
    if (this.token !== undefined && this.token.value !== rejected && this.isUsable()) return this.token.value;
    await this.refresh(rejected);
    while (this.current.is === 'expired') await this.nextChange();
    return this.token?.value;
  }

  private isUsable(): boolean {
    // Measured as elapsed time: this machine's clock may be wrong.
    return this.token !== undefined && performance.now() - this.token.since < this.token.usableFor;
  }

  /** One tab changes the session at a time: a refresh that came back after a sign-out would tell the others of a token that is dead. */
  private async exclusively<T>(work: () => Promise<T>): Promise<T> {
    return navigator.locks.request(LOCK, work);
  }

  private async refresh(rejected: string | undefined): Promise<void> {
    await this.exclusively(async () => {
      // Another tab may have refreshed it while this one waited for the lock.
      if (this.token !== undefined && this.token.value !== rejected && this.isUsable()) return;
      try {
        const { refreshSession } = dataOf(await send(RefreshSessionDocument, {}));
        if (refreshSession) this.open(refreshSession);
      } catch (error) {
        // A server or database that is unreachable ends no session.
        if (!(error instanceof ApiError) || error.isTemporary) throw error;
        this.token = undefined;
        const { viewer } = this;
        this.setState(viewer === undefined ? { is: 'signed-out' } : { is: 'expired', viewer });
      }
    });
  }

  private open(session: NewSessionFragment): void {
    this.channel.postMessage({ is: 'signed-in', session } satisfies Message);
    this.apply(session);
  }

  private apply({ accessToken, accessTokenExpiresAt, user }: NewSessionFragment): void {
    const { viewer } = this;
    // Somebody else has signed in, perhaps in another tab, and must not see what this page shows.
    if (viewer !== undefined && viewer.id !== user.id) return location.reload();
    const lifetime = Date.parse(accessTokenExpiresAt) - issuedAt(accessToken);
    this.token = { value: accessToken, usableFor: lifetime - TOKEN_MARGIN_MS, since: performance.now() };
    this.setState({ is: 'signed-in', viewer: user });
  }

  /** Loads a new page, so that nothing of the last viewer stays in memory. */
  private goToSignIn(): void {
    this.token = undefined;
    this.setState({ is: 'signed-out' });
    location.assign(SIGN_IN_PAGE);
  }

  private setState(state: SessionState): void {
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
