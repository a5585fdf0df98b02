// What users change of themselves: their name, and their address, which needs the current password. Neither ends a session.
import { Injectable } from '@nestjs/common';
import { constraintErrorOf } from '../../database/constraint-error.js';
import { DeskDatabase } from '../../database/desk.database.js';
import { badUserInput, taken } from '../../domain/errors.js';
import { parseInput } from '../../graphql/collect-errors.js';
import type { UpdateViewerInput } from '../../graphql/generated/desk.js';
import type { Actor, DeskContext } from '../context.js';
import { PasswordAttempts } from './password-attempts.js';
import { WRONG_PASSWORD } from './password-change.service.js';
import { VISIBLE, type VisibleUser } from './user.loader.js';
import { viewerChanges } from './user.input.js';

const NEEDS_PASSWORD = {
  path: ['input', 'currentPassword'],
  message: 'A new e-mail address needs the current password.',
};

@Injectable()
export class ViewerService {
  constructor(
    private readonly database: DeskDatabase,
    private readonly attempts: PasswordAttempts,
  ) {}

  /** @throws BAD_USER_INPUT, RATE_LIMITED; CONFLICT where the e-mail is taken */
  async update(context: DeskContext, actor: Actor, input: UpdateViewerInput): Promise<VisibleUser> {
    const { name, email, currentPassword } = parseInput(viewerChanges, input);
    const user = await this.database.user.findUniqueOrThrow({ where: { id: actor.id } });
    const isNewAddress = email !== undefined && email !== user.email;
    if (isNewAddress) {
      if (currentPassword == null) throw badUserInput([NEEDS_PASSWORD]);
      const isCurrent = await this.attempts.isCurrentPassword(context, user, currentPassword);
      if (!isCurrent) throw badUserInput([WRONG_PASSWORD]);
    }
    return this.database.$transaction(async (tx) => {
      const { count } = await tx.user
        .updateMany({
          // The password may have been replaced since it was compared.
          where: { id: actor.id, ...(isNewAddress && { passwordHash: user.passwordHash }) },
          data: { name, email },
        })
        .catch(emailTaken);
      if (count === 0) throw badUserInput([WRONG_PASSWORD]);
      return tx.user.findUniqueOrThrow({ where: { id: actor.id }, select: VISIBLE });
    });
  }
}

/** @throws CONFLICT, where that is what went wrong */
export function emailTaken(error: unknown): never {
  if (constraintErrorOf(error) !== 'TAKEN') throw error;
  throw taken(['input', 'email'], 'Another user has this e-mail.');
}
