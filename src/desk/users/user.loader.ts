// Users as the API shows them, and their bylines: one statement for all that a request names. No password hash is read.
import { Injectable } from '@nestjs/common';
import { DeskDatabase } from '../../database/desk.database.js';
import type { Author, Prisma } from '../../database/generated/prisma/client.js';
import type { DeskContext } from '../context.js';
import { inOrderOf } from '../loaders.js';

export const VISIBLE = {
  id: true,
  email: true,
  name: true,
  role: true,
  active: true,
} satisfies Prisma.UserSelect;

export type VisibleUser = Prisma.UserGetPayload<{ select: typeof VISIBLE }>;

/** A user as the type Person shows them: without an address. */
export type Person = Omit<VisibleUser, 'email'>;

@Injectable()
export class UserLoader {
  constructor(private readonly database: DeskDatabase) {}

  /** null where no user has that id; users are never deleted. */
  byId(context: DeskContext, id: string): Promise<VisibleUser | null> {
    return context.loaders.of(this.users, this.users).load(id);
  }

  /** The byline that belongs to a user. */
  authorOf(context: DeskContext, userId: string): Promise<Author | null> {
    return context.loaders.of(this.authors, this.authors).load(userId);
  }

  private readonly users = async (ids: readonly string[]) => {
    const rows = await this.database.user.findMany({ where: { id: { in: [...ids] } }, select: VISIBLE });
    return inOrderOf(ids, rows, (user) => user.id);
  };

  private readonly authors = async (userIds: readonly string[]) => {
    const rows = await this.database.author.findMany({ where: { userId: { in: [...userIds] } } });
    return inOrderOf(userIds, rows, (author) => author.userId ?? '');
  };
}
