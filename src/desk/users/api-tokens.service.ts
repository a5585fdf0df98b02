// API tokens: for programs that act as a user, with that user's rights as they are at each request. The secret is shown
// once and stored as a hash.
import { Injectable } from '@nestjs/common';
import { DeskDatabase } from '../../database/desk.database.js';
import type { ApiToken, Prisma } from '../../database/generated/prisma/client.js';
import { badUserInput, notFound } from '../../domain/errors.js';
import { newId } from '../../domain/identity.js';
import type { CreateApiTokenInput, RevokeApiTokenInput } from '../../graphql/generated/desk.js';
import { parseInput } from '../../graphql/collect-errors.js';
import { API_TOKEN_PREFIX, hashOfSecret, newSecret } from './secrets.js';
import { newApiToken } from './user.input.js';

const DEACTIVATED = { path: ['input', 'userId'], message: 'This user has been deactivated.' };

@Injectable()
export class ApiTokensService {
  constructor(private readonly database: DeskDatabase) {}

  /** Latest first, including those that are revoked or have expired. */
  all(): Promise<ApiToken[]> {
    return this.database.apiToken.findMany({ orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] });
  }

  /** @throws BAD_USER_INPUT, also where the user was deactivated; NOT_FOUND where there is no such user */
  async create(input: CreateApiTokenInput): Promise<{ apiToken: ApiToken; secret: string }> {
    const { userId, name, expiresAt } = parseInput(newApiToken, input);
    const user = await this.database.user.findUnique({ where: { id: userId }, select: { active: true } });
    if (user === null) throw notFound();
    if (!user.active) throw badUserInput([DEACTIVATED]);
    const secret = API_TOKEN_PREFIX + newSecret();
    const apiToken = await this.database.apiToken.create({
      data: { id: newId('ApiToken'), name, userId, expiresAt, secretHash: hashOfSecret(secret) },
    });
    return { apiToken, secret };
  }

  /** Revoking twice is revoking once. @throws NOT_FOUND */
  async revoke({ id }: RevokeApiTokenInput): Promise<ApiToken> {
    await this.database.apiToken.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    const apiToken = await this.database.apiToken.findUnique({ where: { id } });
    if (apiToken === null) throw notFound();
    return apiToken;
  }
}

/** Revokes all API tokens of a user. */
export async function revokeTokensOf(tx: Prisma.TransactionClient, userId: string): Promise<void> {
  await tx.apiToken.updateMany({ where: { userId, revokedAt: null }, data: { revokedAt: new Date() } });
}
