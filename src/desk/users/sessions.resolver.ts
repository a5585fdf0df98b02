import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { unauthenticated } from '../../domain/errors.js';
import type { Actor, DeskContext } from '../context.js';
import type {
  ChangePasswordInput,
  EndSessionInput,
  RefreshSessionInput,
  SignInInput,
} from '../../graphql/generated/desk.js';
import { CurrentActor } from './current-actor.decorator.js';
import { PasswordChangeService } from './password-change.service.js';
import { Public } from './public.decorator.js';
import { SignedIn } from './signed-in.decorator.js';
import { SessionCookie } from './session-cookie.js';
import type { VisibleSession } from './session.loader.js';
import { SessionsService, type OpenSession } from './sessions.service.js';
import { SignInService } from './sign-in.service.js';
import type { VisibleUser } from './user.loader.js';

/** What a client gets of a session that it opened: without the refresh token, where a cookie has it. */
type OpenedSession = Omit<OpenSession, 'refreshToken'> & { readonly refreshToken: string | null };

@Resolver('Session')
export class SessionsResolver {
  constructor(
    private readonly signIns: SignInService,
    private readonly sessions: SessionsService,
    private readonly cookie: SessionCookie,
    private readonly passwords: PasswordChangeService,
  ) {}

  @Public()
  @Mutation('signIn')
  async signIn(@Context() context: DeskContext, @Args('input') input: SignInInput): Promise<OpenedSession> {
    if (input.cookie) this.cookie.assertPrivate(context);
    return this.deliver(context, await this.signIns.signIn(context, input), input.cookie === true);
  }

  @Public()
  @Mutation('refreshSession')
  async refresh(
    @Context() context: DeskContext,
    @Args('input') { refreshToken }: RefreshSessionInput,
  ): Promise<OpenedSession> {
    const token = refreshToken ?? this.cookie.tokenIn(context);
    if (token === undefined) throw unauthenticated();
    return this.deliver(context, await this.sessions.refresh(token), refreshToken == null);
  }

  /** Of a browser whose access token has expired, the cookie says which session it is. */
  @Public()
  @Mutation('signOut')
  async signOut(@Context() context: DeskContext): Promise<{ signedOut: boolean }> {
    const token = this.cookie.tokenIn(context);
    if (context.actor === null && token === undefined) throw unauthenticated();
    const signedOut = await this.sessions.signOut(context.actor, token);
    if (token !== undefined) this.cookie.clear(context);
    return { signedOut };
  }

  @SignedIn()
  @Mutation('endSession')
  async end(
    @CurrentActor() actor: Actor,
    @Args('input') { id }: EndSessionInput,
  ): Promise<{ endedId: string }> {
    await this.sessions.end(actor, id);
    return { endedId: id };
  }

  @SignedIn()
  @Mutation('changePassword')
  async changePassword(
    @Context() context: DeskContext,
    @CurrentActor() actor: Actor,
    @Args('input') input: ChangePasswordInput,
  ): Promise<{ user: VisibleUser }> {
    return { user: await this.passwords.change(context, actor, input) };
  }

  @ResolveField('isCurrent')
  isCurrent(@Context() context: DeskContext, @Parent() session: VisibleSession): boolean {
    const opened = context.openedSessions.get(session.userId);
    return session.id === (opened ?? context.actor?.sessionId);
  }

  private deliver(context: DeskContext, session: OpenSession, isInCookie: boolean): OpenedSession {
    context.openedSessions.set(session.user.id, session.sessionId);
    if (!isInCookie) return session;
    this.cookie.set(context, session.refreshToken);
    return { ...session, refreshToken: null };
  }
}
