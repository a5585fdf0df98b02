// Who may sign in, with which role, and whether still: an administrator's changes to users.
import { Injectable } from '@nestjs/common';
import { DeskDatabase } from '../../database/desk.database.js';
import type { Prisma } from '../../database/generated/prisma/client.js';
import { conflict, notFound } from '../../domain/errors.js';
import { newId } from '../../domain/identity.js';
import type { CreateUserInput, UpdateUserInput } from '../../graphql/generated/desk.js';
import { collectErrors, parseInput } from '../../graphql/collect-errors.js';
import { removePreviewsWithoutRight } from '../../publishing/previews.projection.js';
import { PasswordAttempts } from './password-attempts.js';
import { assertStrong } from './password-strength.js';
import { hashPassword } from './passwords.js';
import { revokeTokensOf } from './api-tokens.service.js';
import { endSessions } from './sessions.service.js';
import { newUser, userChanges } from './user.input.js';
import { VISIBLE, type VisibleUser } from './user.loader.js';
import { emailTaken } from './viewer.service.js';

@Injectable()
export class UsersService {
  constructor(
    private readonly database: DeskDatabase,
    private readonly attempts: PasswordAttempts,
  ) {}

  /** @throws BAD_USER_INPUT, CONFLICT where the e-mail is taken */
  async create(input: CreateUserInput): Promise<VisibleUser> {
    const [{ password, ...fields }] = await collectErrors(
      () => parseInput(newUser, input),
      () => assertStrong('password', input.password, input),
    );
    const passwordHash = await hashPassword(password);
    return this.database.user
      .create({ data: { id: newId('User'), ...fields, passwordHash }, select: VISIBLE })
      .catch(emailTaken);
  }

  /**
   * A new password ends the user's sessions, and so does leaving. It also lets the user sign in at once, however often somebody
   * has failed to.
   * @throws BAD_USER_INPUT, NOT_FOUND, CONFLICT where the e-mail is taken or no active administrator would be left
   */
  async update(input: UpdateUserInput): Promise<VisibleUser> {
    const before = await this.database.user.findUnique({ where: { id: input.id }, select: VISIBLE });
    const owner = { email: input.email ?? before?.email ?? '', name: input.name ?? before?.name ?? '' };
    const [{ id, password, ...changes }] = await collectErrors(
      () => parseInput(userChanges, input),
      () => assertStrong('password', input.password, owner),
    );
    if (before === null) throw notFound();
    const passwordHash = password === undefined ? undefined : await hashPassword(password);
    const user = await this.database.$transaction(async (tx) => {
      const leaves = changes.active === false;
      if (leaves || (changes.role !== undefined && changes.role !== 'ADMIN'))
        await assertAdminRemains(tx, id);
      // The user first, then the sessions: signing in locks the user, so that no session slips through between.
      const changed = await tx.user
        .update({ where: { id }, data: { ...changes, passwordHash }, select: VISIBLE })
        .catch(emailTaken);
      if (leaves || passwordHash !== undefined) await endSessions(tx, id);
      // Who comes back gets new ones: the old may be in anybody's hands by then.
      if (leaves) await revokeTokensOf(tx, id);
      await removePreviewsWithoutRight(tx, { userId: id });
      return changed;
    });
    if (passwordHash !== undefined) {
      await Promise.all([...new Set([before.email, user.email])].map((email) => this.attempts.forget(email)));
    }
    return user;
  }
}

/**
 * Locks all active administrators, in one order: of two who demote each other at once, the second sees what the first did.
 * @throws CONFLICT where this is the last one
 */
async function assertAdminRemains(tx: Prisma.TransactionClient, id: string): Promise<void> {
  const admins = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM desk.users WHERE role = 'ADMIN' AND active ORDER BY id FOR UPDATE`;
  if (admins.length === 1 && admins[0]?.id === id) {
    throw conflict('This is the last active administrator: make another one first.');
  }
}
