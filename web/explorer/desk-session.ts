// A user's session at the desk, from sign-in to sign-out, with the token for each request.
//
// A refresh token works once, and a second use ends the session. So there is one refresh at a time, and no two tabs may have the
// same token. A duplicated tab gets a copy of sessionStorage. The session is therefore held in memory, and stored in
// sessionStorage only between two pages of this tab.

import { bearer, type GraphQLResult, isUnauthenticated, RequestError, type Send } from './graphql-request.js';

export interface SignedIn {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** When the access token must no longer be used: Unix time in milliseconds, by this browser's clock. */
  readonly staleAt: number;
  readonly user: { readonly name: string; readonly role: string };
}

export interface SessionState {
  readonly signedIn: SignedIn | null;
  /** A message for the user, such as that the session has ended; '' where there is none. */
  readonly notice: string;
}

interface SessionPayload {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: string;
  readonly refreshToken: string;
  readonly user: { readonly name: string; readonly role: string };
}

const PAYLOAD = 'accessToken accessTokenExpiresAt refreshToken user { name role }';
const SIGN_IN = `mutation SignIn($input: SignInInput!) { session: signIn(input: $input) { ${PAYLOAD} } }`;
const REFRESH = `mutation Refresh($input: RefreshSessionInput!) { session: refreshSession(input: $input) { ${PAYLOAD} } }`;
const SIGN_OUT = 'mutation SignOut { signOut { signedOut } }';

/** A token this close to its end could expire on its way. The server's `Date`, by which clocks are compared, has whole seconds. */
const STALE_MARGIN_MS = 30_000;
const STORAGE_KEY = 'copydesk.desk-session';

export class DeskSession {
  private state: SessionState;
  private refreshing: Promise<SignedIn | null> | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly send: Send,
    private readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  ) {
    this.state = { signedIn: this.takeStored(), notice: '' };
  }

  readonly current = (): SessionState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Where the desk refuses, its reason is the notice. */
  async signIn(email: string, password: string): Promise<void> {
    const { result, clockAheadMs } = await this.send(
      { query: SIGN_IN, variables: { input: { email, password } } },
      {},
    );
    const signedIn = sessionOf(result, clockAheadMs);
    this.setState({ signedIn, notice: signedIn ? '' : reasonOf(result) });
  }

  /** Signs out here, and at the desk where that can be reached. */
  async signOut(): Promise<void> {
    try {
      const signedIn = await this.refreshIfStale();
      if (signedIn) await this.signOutAtDesk(signedIn);
      this.setState({ signedIn: null, notice: '' });
    } catch (error) {
      this.setState({
        signedIn: null,
        notice: `Signed out here, but not at the desk. ${error instanceof Error ? error.message : ''}`,
      });
    }
  }

  /** Sends as the signed-in user. Where the desk refuses the token, it refreshes the token and sends once more. */
  readonly sendSigned: Send = async (request, headers) => {
    const before = await this.refreshIfStale();
    if (!before) return this.send(request, headers);

    const response = await this.send(request, { ...bearer(before.accessToken), ...headers });
    if (!isUnauthenticated(response.result)) return response;

    const after = this.state.signedIn === before ? await this.refresh(before) : this.state.signedIn;
    return after ? this.send(request, { ...bearer(after.accessToken), ...headers }) : response;
  };

  /** Stores the session for the tab's next page, unless a refresh is using its refresh token, which works once. */
  onPageHide(): void {
    const { signedIn } = this.state;
    if (signedIn && !this.refreshing) this.storage.setItem(STORAGE_KEY, JSON.stringify(signedIn));
  }

  /** Takes the session back from the storage: another page may have refreshed or ended it meanwhile. */
  onPageShow(): void {
    this.setState({ signedIn: this.takeStored(), notice: '' });
  }

  private refreshIfStale(): Promise<SignedIn | null> {
    const { signedIn } = this.state;
    const isUsable = !signedIn || (Date.now() < signedIn.staleAt && !this.refreshing);
    return isUsable ? Promise.resolve(signedIn) : this.refresh(signedIn);
  }

  /** One refresh at a time: callers share the one that is running. */
  private refresh(signedIn: SignedIn): Promise<SignedIn | null> {
    this.refreshing ??= this.sendRefresh(signedIn).finally(() => {
      this.refreshing = null;
    });
    return this.refreshing;
  }

  private async signOutAtDesk({ accessToken }: SignedIn): Promise<void> {
    const { result } = await this.send({ query: SIGN_OUT }, bearer(accessToken));
    if (result.errors && !isUnauthenticated(result)) throw new RequestError(reasonOf(result));
  }

  private async sendRefresh({ refreshToken }: SignedIn): Promise<SignedIn | null> {
    const { result, clockAheadMs } = await this.send(
      { query: REFRESH, variables: { input: { refreshToken } } },
      {},
    );
    const signedIn = sessionOf(result, clockAheadMs);
    if (!signedIn && !isUnauthenticated(result)) throw new RequestError(reasonOf(result));
    this.setState({ signedIn, notice: signedIn ? '' : 'Your session has ended. Please sign in again.' });
    return signedIn;
  }

  private setState(state: SessionState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }

  private takeStored(): SignedIn | null {
    const stored = this.storage.getItem(STORAGE_KEY);
    this.storage.removeItem(STORAGE_KEY);
    return stored === null ? null : (JSON.parse(stored) as SignedIn);
  }
}

function sessionOf({ data }: GraphQLResult, clockAheadMs: number): SignedIn | null {
  const payload = data?.['session'] as SessionPayload | null | undefined;
  if (!payload) return null;
  const { accessToken, refreshToken, accessTokenExpiresAt, user } = payload;
  const staleAt = Date.parse(accessTokenExpiresAt) + clockAheadMs - STALE_MARGIN_MS;
  return { accessToken, refreshToken, user, staleAt };
}

const reasonOf = ({ errors }: GraphQLResult): string =>
  errors?.map(({ message }) => message).join(' ') || 'The desk gave neither a session nor a reason.';
