// From credentials to a session. A wrong e-mail, a wrong password and a user who left get one answer, as slow for each.
import { Injectable } from '@nestjs/common';
import { Strategy as LocalStrategy } from 'passport-local';
import { AuthenticationDatabase } from '../../database/desk.database.js';
import type { User } from '../../database/generated/prisma/client.js';
import { unauthenticated } from '../../domain/errors.js';
import type { DeskContext } from '../context.js';
import type { SignInInput } from '../../graphql/generated/desk.js';
import { PasswordAttempts } from './password-attempts.js';
import { runStrategy } from './passport.js';
import { isPassword } from './passwords.js';
import { SessionsService, type OpenSession } from './sessions.service.js';
import { email } from './user.input.js';

@Injectable()
export class SignInService {
  private readonly byCredentials: (request: object) => Promise<User | null>;

  constructor(
    private readonly database: AuthenticationDatabase,
    private readonly attempts: PasswordAttempts,
    private readonly sessions: SessionsService,
  ) {
    this.byCredentials = runStrategy<User>(
      new LocalStrategy({ usernameField: 'email' }, (address, password, done) => {
        this.userWith(address, password).then((user) => done(null, user ?? false), done);
      }),
    );
  }

  /** @throws RATE_LIMITED, UNAUTHENTICATED */
  async signIn(context: DeskContext, input: Pick<SignInInput, 'email' | 'password'>): Promise<OpenSession> {
    const body = { ...input, email: email.safeParse(input.email).data ?? input.email };
    const succeeded = await this.attempts.begin(context, body.email);
    const user = await this.byCredentials({ body });
    const session = user && (await this.sessions.open(user, context.request.headers['user-agent']));
    if (session === null) throw unauthenticated('The e-mail or the password is wrong.');
    await succeeded();
    return session;
  }

  private async userWith(address: string, password: string): Promise<User | undefined> {
    const user = email.safeParse(address).success
      ? await this.database.user.findUnique({ where: { email: address } })
      : null;
    const matches = await isPassword(user?.active ? user.passwordHash : undefined, password);
    return matches && user !== null ? user : undefined;
  }
}
