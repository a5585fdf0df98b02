import { Module } from '@nestjs/common';
import { ApiTokensResolver } from './api-tokens.resolver.js';
import { ApiTokensService } from './api-tokens.service.js';
import { Authentication } from './authentication.js';
import { DeskGuard } from './desk.guard.js';
import { FirstAdministrator } from './first-administrator.js';
import { PasswordAttempts } from './password-attempts.js';
import { PasswordChangeService } from './password-change.service.js';
import { PeopleResolver } from './people.resolver.js';
import { SessionCookie } from './session-cookie.js';
import { SessionLoader } from './session.loader.js';
import { SessionsResolver } from './sessions.resolver.js';
import { SessionsService } from './sessions.service.js';
import { SignInService } from './sign-in.service.js';
import { UserLoader } from './user.loader.js';
import { UserQueries } from './users.queries.js';
import { UsersResolver } from './users.resolver.js';
import { UsersService } from './users.service.js';
import { ViewerService } from './viewer.service.js';

/** Who signs in, how, and what the other features may know of it. */
@Module({
  providers: [
    ApiTokensResolver,
    ApiTokensService,
    Authentication,
    DeskGuard,
    FirstAdministrator,
    PasswordAttempts,
    PasswordChangeService,
    PeopleResolver,
    SessionCookie,
    SessionLoader,
    SessionsResolver,
    SessionsService,
    SignInService,
    UserLoader,
    UserQueries,
    UsersResolver,
    UsersService,
    ViewerService,
  ],
  exports: [Authentication, DeskGuard, UserLoader],
})
export class UsersModule {}
