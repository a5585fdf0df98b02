// A user's own new password. It needs the current one, however the user is signed in, and ends the other sessions.
import { Injectable } from '@nestjs/common';
import { DeskDatabase } from '../../database/desk.database.js';
import { badUserInput } from '../../domain/errors.js';
import { isTooLong } from '../../domain/password-length.js';
import { collectErrors, parseInput } from '../../graphql/collect-errors.js';
import type { Actor, DeskContext } from '../context.js';
import type { ChangePasswordInput } from '../../graphql/generated/desk.js';
import { PasswordAttempts } from './password-attempts.js';
import { assertStrong } from './password-strength.js';
import { hashPassword } from './passwords.js';
import { endSessions } from './sessions.service.js';
import { VISIBLE, type VisibleUser } from './user.loader.js';
import { passwordChange } from './user.input.js';

export const WRONG_PASSWORD = {
  path: ['input', 'currentPassword'],
  message: 'This is not the current password.',
};

@Injectable()
export class PasswordChangeService {
  constructor(
    private readonly database: DeskDatabase,
    private readonly attempts: PasswordAttempts,
  ) {}

  /** @throws BAD_USER_INPUT, RATE_LIMITED */
  async change(context: DeskContext, actor: Actor, input: ChangePasswordInput): Promise<VisibleUser> {
    // Nothing is hashed for a password that nobody may have.
    if (isTooLong(input.newPassword)) parseInput(passwordChange, input);
    const user = await this.database.user.findUniqueOrThrow({ where: { id: actor.id } });
    const isCurrent = await this.attempts.isCurrentPassword(context, user, input.currentPassword);
    const [{ newPassword }] = await collectErrors(
      () => parseInput(passwordChange, input),
      () => assertStrong('newPassword', input.newPassword, user),
      () => {
        if (!isCurrent) throw badUserInput([WRONG_PASSWORD]);
      },
    );
    const newHash = await hashPassword(newPassword);
    return this.database.$transaction(async (tx) => {
      const { count } = await tx.user.updateMany({
        where: { id: actor.id, passwordHash: user.passwordHash },
        data: { passwordHash: newHash },
      });
      if (count === 0) throw badUserInput([WRONG_PASSWORD]);
      await endSessions(tx, actor.id, actor.sessionId);
      return tx.user.findUniqueOrThrow({ where: { id: actor.id }, select: VISIBLE });
    });
  }
}
