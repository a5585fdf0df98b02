// Who may sign in, with which role, and whether still: an administrator's changes to users.
import { Injectable } from '@nestjs/common';
import { DeskDatabase } from '../../database/desk.database.js';
import type { Prisma } from '../../database/generated/prisma/client.js';
import { constraintErrorOf } from '../../database/constraint-error.js';
import { conflict, notFound } from '../../domain/errors.js';
import { newId } from '../../domain/identity.js';
import type { CreateUserInput, UpdateUserInput } from '../../graphql/generated/desk.js';
import { parseInput } from '../../graphql/collect-errors.js';
import { removePreviewsWithoutRight } from '../../publishing/previews.projection.js';
import { hashPassword } from './passwords.js';
import { endSessions } from './sessions.service.js';
import { newUser, userChanges } from './user.input.js';
import { VISIBLE, type VisibleUser } from './user.loader.js';

@Injectable()
export class UsersService {
  constructor(private readonly database: DeskDatabase) {}

  /** @throws BAD_USER_INPUT, CONFLICT where the e-mail is taken */
  async create(input: CreateUserInput): Promise<VisibleUser> {
    const { password, ...fields } = parseInput(newUser, input);
    const passwordHash = await hashPassword(password);
    try {
      return await this.database.user.create({
        data: { id: newId('User'), ...fields, passwordHash },
        select: VISIBLE,
      });
    } catch (error) {
      if (constraintErrorOf(error) !== 'TAKEN') throw error;
      throw conflict('Another user has this e-mail.');
    }
  }

  /**
   * A new password ends the user's sessions, and so does leaving.
   * @throws BAD_USER_INPUT, NOT_FOUND, CONFLICT where no active administrator would be left
   */
  async update(input: UpdateUserInput): Promise<VisibleUser> {
    const { id, password, ...changes } = parseInput(userChanges, input);
    const passwordHash = password === undefined ? undefined : await hashPassword(password);
    return this.database.$transaction(async (tx) => {
      if ((await tx.user.findUnique({ where: { id }, select: { id: true } })) === null) throw notFound();
      const leaves = changes.active === false;
      if (leaves || (changes.role !== undefined && changes.role !== 'ADMIN')) await keepAnAdmin(tx, id);
      // The user first, then the sessions: signing in locks the user, so that no session slips through between.
      const user = await tx.user.update({
        where: { id },
        data: { ...changes, passwordHash },
        select: VISIBLE,
      });
      if (leaves || passwordHash !== undefined) await endSessions(tx, id);
      await removePreviewsWithoutRight(tx, { userId: id });
      return user;
    });
  }
}

/** All active administrators are locked, in one order: of two who lower each other at once, the second sees the first. */
async function keepAnAdmin(tx: Prisma.TransactionClient, id: string): Promise<void> {
  const admins = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM desk.users WHERE role = 'ADMIN' AND active ORDER BY id FOR UPDATE`;
  if (admins.length === 1 && admins[0]?.id === id) {
    throw conflict('This is the last active administrator: make another one first.');
  }
}
