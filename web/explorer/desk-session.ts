// A person's session at the desk, from sign-in to sign-out, and the token that each request goes with.
//
// A refresh token works once, and a second use ends the session: so one refresh at a time, and no two tabs with the
// same token. A duplicated tab gets a copy of sessionStorage; the session is therefore kept in memory, and lies in
// sessionStorage only from the moment one page of this tab is left until the next has opened.

import { bearer, type GraphQLAnswer, isUnauthenticated, RequestError, type Send } from './graphql-request.js';

export interface SignedIn {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** From when on the access token is not to be used any more, in milliseconds of this browser's clock. */
  readonly staleAt: number;
  readonly user: { readonly name: string; readonly role: string };
}

export interface SessionState {
  readonly signedIn: SignedIn | null;
  /** What the person should know of, such as that the session has ended; '' where there is nothing. */
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

/** A token this close to its end could expire on its way; the server's `Date` tells no fractions of a second either. */
const MARGIN = 30_000;
const KEY = 'copydesk.desk-session';

export class DeskSession {
  private state: SessionState;
  private refreshing: Promise<SignedIn | null> | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly send: Send,
    private readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  ) {
    this.state = { signedIn: this.taken(), notice: '' };
  }

  readonly current = (): SessionState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Where the desk refuses, its reason is the notice. */
  async signIn(email: string, password: string): Promise<void> {
    const { answer, clockAhead } = await this.send(
      { query: SIGN_IN, variables: { input: { email, password } } },
      {},
    );
    const signedIn = sessionOf(answer, clockAhead);
    this.become({ signedIn, notice: signedIn ? '' : reasonOf(answer) });
  }

  /** Signed out here at once, and at the desk where that can be reached. */
  async signOut(): Promise<void> {
    try {
      const signedIn = await this.fresh();
      if (signedIn) await this.endAtTheDesk(signedIn);
      this.become({ signedIn: null, notice: '' });
    } catch (error) {
      this.become({
        signedIn: null,
        notice: `Signed out here, but not at the desk. ${error instanceof Error ? error.message : ''}`,
      });
    }
  }

  /** Sends as the user who is signed in; once more with a new token where the desk does not take the one it was sent with. */
  readonly sendSigned: Send = async (request, headers) => {
    const before = await this.fresh();
    if (!before) return this.send(request, headers);

    const answered = await this.send(request, { ...bearer(before.accessToken), ...headers });
    if (!isUnauthenticated(answered.answer)) return answered;

    const after = this.state.signedIn === before ? await this.refresh(before) : this.state.signedIn;
    return after ? this.send(request, { ...bearer(after.accessToken), ...headers }) : answered;
  };

  /** For when this page is left. A refresh token that is in use just now is not kept: it would be used twice. */
  leave(): void {
    const { signedIn } = this.state;
    if (signedIn && !this.refreshing) this.storage.setItem(KEY, JSON.stringify(signedIn));
  }

  /** For when this page is come back to: a page in between may have refreshed the session, or ended it. */
  comeBack(): void {
    this.become({ signedIn: this.taken(), notice: '' });
  }

  private fresh(): Promise<SignedIn | null> {
    const { signedIn } = this.state;
    const usable = !signedIn || (Date.now() < signedIn.staleAt && !this.refreshing);
    return usable ? Promise.resolve(signedIn) : this.refresh(signedIn);
  }

  private refresh(signedIn: SignedIn): Promise<SignedIn | null> {
    this.refreshing ??= this.refreshed(signedIn).finally(() => {
      this.refreshing = null;
    });
    return this.refreshing;
  }

  private async endAtTheDesk({ accessToken }: SignedIn): Promise<void> {
    const { answer } = await this.send({ query: SIGN_OUT }, bearer(accessToken));
    if (answer.errors && !isUnauthenticated(answer)) throw new RequestError(reasonOf(answer));
  }

  private async refreshed({ refreshToken }: SignedIn): Promise<SignedIn | null> {
    const { answer, clockAhead } = await this.send(
      { query: REFRESH, variables: { input: { refreshToken } } },
      {},
    );
    const signedIn = sessionOf(answer, clockAhead);
    if (!signedIn && !isUnauthenticated(answer)) throw new RequestError(reasonOf(answer));
    this.become({ signedIn, notice: signedIn ? '' : 'Your session has ended. Please sign in again.' });
    return signedIn;
  }

  private become(state: SessionState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }

  private taken(): SignedIn | null {
    const kept = this.storage.getItem(KEY);
    this.storage.removeItem(KEY);
    return kept === null ? null : (JSON.parse(kept) as SignedIn);
  }
}

function sessionOf({ data }: GraphQLAnswer, clockAhead: number): SignedIn | null {
  const payload = data?.['session'] as SessionPayload | null | undefined;
  if (!payload) return null;
  const { accessToken, refreshToken, accessTokenExpiresAt, user } = payload;
  return { accessToken, refreshToken, user, staleAt: Date.parse(accessTokenExpiresAt) + clockAhead - MARGIN };
}

const reasonOf = ({ errors }: GraphQLAnswer): string =>
  errors?.map(({ message }) => message).join(' ') || 'The desk gave neither a session nor a reason.';
