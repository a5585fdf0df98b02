import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type { Actor, DeskContext } from '../context.js';
import type { ChangePasswordInput, RefreshSessionInput, SignInInput } from '../../graphql/generated/desk.js';
import { PasswordChangeService } from './password-change.service.js';
import { Public } from './public.decorator.js';
import { SessionsService, type OpenSession } from './sessions.service.js';
import { SignInService } from './sign-in.service.js';
import type { VisibleUser } from './user.loader.js';
import { CurrentActor } from './current-actor.decorator.js';

@Resolver()
export class SessionsResolver {
  constructor(
    private readonly signIns: SignInService,
    private readonly sessions: SessionsService,
    private readonly passwords: PasswordChangeService,
  ) {}

  @Public()
  @Mutation('signIn')
  signIn(@Context() context: DeskContext, @Args('input') input: SignInInput): Promise<OpenSession> {
    return this.signIns.signIn(context, input);
  }

  @Public()
  @Mutation('refreshSession')
  refresh(@Args('input') input: RefreshSessionInput): Promise<OpenSession> {
    return this.sessions.refresh(input.refreshToken);
  }

  @Mutation('signOut')
  async signOut(@CurrentActor() actor: Actor): Promise<{ signedOut: boolean }> {
    return { signedOut: await this.sessions.signOut(actor) };
  }

  @Mutation('changePassword')
  async changePassword(
    @Context() context: DeskContext,
    @CurrentActor() actor: Actor,
    @Args('input') input: ChangePasswordInput,
  ): Promise<{ user: VisibleUser }> {
    return { user: await this.passwords.change(context, actor, input) };
  }
}
