// Sessions: opened by signing in, carried on by refresh tokens that work once, ended by signing out or by a refresh token that
// comes again later than a second tab or a lost response explains, for then somebody has it who should not. Other ends (a new
// password, a user who leaves) are written where they are decided.
import { Inject, Injectable, Logger } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { AuthenticationDatabase } from '../../database/desk.database.js';
import type { Prisma, User } from '../../database/generated/prisma/client.js';
import { notFound, unauthenticated } from '../../domain/errors.js';
import { newId } from '../../domain/identity.js';
import type { Actor } from '../context.js';
import type { SessionPayload } from '../../graphql/generated/desk.js';
import { accessToken } from './access-token.js';
import { hashOfSecret, newSecret } from './secrets.js';
import type { VisibleUser } from './user.loader.js';

export const REFRESH_TOKEN_DAYS = 30;
/** After its first use, for another tab, and for a response that was lost. */
const REUSE_SECONDS = 30;
/** Characters. */
const MAX_USER_AGENT_LENGTH = 200;

export type OpenSession = Omit<SessionPayload, 'user' | 'refreshToken'> & {
  readonly sessionId: string;
  readonly refreshToken: string;
  readonly user: VisibleUser;
};

@Injectable()
export class SessionsService {
  private readonly log = new Logger('SessionsService');

  constructor(
    private readonly database: AuthenticationDatabase,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** null where the user has left, or has another password, since the credentials were looked at. */
  async open(user: User, userAgent: string | undefined): Promise<OpenSession | null> {
    return this.database.$transaction(async (tx) => {
      // Locked, so that a change of the user either comes first and is seen here, or ends this session too.
      const unchanged = await tx.$queryRaw<unknown[]>`
        SELECT FROM desk.users
        WHERE id = ${user.id} AND active AND password_hash = ${user.passwordHash} FOR SHARE`;
      if (unchanged.length === 0) return null;
      await forgetDeadSessions(tx, user.id);
      const id = newId('Session');
      await tx.$executeRaw`
        INSERT INTO desk.sessions (id, user_id, last_used_at, user_agent)
        VALUES (${id}, ${user.id}, now(), ${userAgentIn(userAgent)})`;
      return this.tokensOf(tx, id, user);
    });
  }

  /** @throws UNAUTHENTICATED; where the token was used long before, its session has ended */
  async refresh(refreshToken: string): Promise<OpenSession> {
    const hash = hashOfSecret(refreshToken);
    const refreshed = await this.database.$transaction(async (tx) => {
      // Of two requests at once, the second waits for the first and then sees its use.
      const [used] = await tx.$queryRaw<(VisibleUser & { sessionId: string })[]>`
        WITH used AS (
          UPDATE desk.refresh_tokens t SET used_at = coalesce(t.used_at, now())
          FROM desk.sessions s JOIN desk.users u ON u.id = s.user_id
          WHERE t.hash = ${hash} AND t.expires_at > now()
            AND (t.used_at IS NULL OR t.used_at > now() - make_interval(secs => ${REUSE_SECONDS}))
            AND s.id = t.session_id AND s.ended_at IS NULL AND u.active
          RETURNING s.id AS "sessionId", u.id, u.email, u.name, u.role::text AS role, u.active
        ), noted AS (
          UPDATE desk.sessions s SET last_used_at = now() FROM used WHERE s.id = used."sessionId"
        )
        SELECT * FROM used`;
      if (used === undefined) return this.endWhereUsed(tx, hash);
      const { sessionId, ...user } = used;
      await tx.$executeRaw`
        DELETE FROM desk.refresh_tokens WHERE session_id = ${sessionId} AND expires_at < now()`;
      return this.tokensOf(tx, sessionId, user);
    });
    if (refreshed === null) throw unauthenticated();
    return refreshed;
  }

  /**
   * Ends the session of an actor, and the one that a cookie's refresh token belongs to, which is mostly the same.
   * @returns whether there was a session to end: an API token has none
   */
  async signOut(actor: Actor | null, refreshToken: string | undefined): Promise<boolean> {
    const hash = refreshToken === undefined ? null : hashOfSecret(refreshToken);
    const ended = await this.database.$executeRaw`
      UPDATE desk.sessions s SET ended_at = now()
      WHERE s.ended_at IS NULL AND (s.id = ${actor?.sessionId ?? null}
        OR s.id IN (SELECT session_id FROM desk.refresh_tokens WHERE hash = ${hash}))`;
    return ended > 0;
  }

  /**
   * Ends one of the actor's own sessions, or for an ADMIN anybody's. Ending twice is ending once.
   * @throws NOT_FOUND
   */
  async end(actor: Actor, id: string): Promise<void> {
    const whose = actor.role === 'ADMIN' ? {} : { userId: actor.id };
    const session = await this.database.session.findFirst({ where: { id, ...whose }, select: { id: true } });
    if (session === null) throw notFound();
    await this.database.$executeRaw`
      UPDATE desk.sessions SET ended_at = now() WHERE id = ${id} AND ended_at IS NULL`;
  }

  private async endWhereUsed(tx: Prisma.TransactionClient, hash: string): Promise<null> {
    const { count } = await tx.session.updateMany({
      where: { endedAt: null, refreshTokens: { some: { hash, usedAt: { not: null } } } },
      data: { endedAt: new Date() },
    });
    if (count > 0) this.log.warn('A used refresh token came again: its session has ended.');
    return null;
  }

  private async tokensOf(
    tx: Prisma.TransactionClient,
    sessionId: string,
    user: VisibleUser,
  ): Promise<OpenSession> {
    const refreshToken = newSecret();
    await tx.$executeRaw`
      INSERT INTO desk.refresh_tokens (hash, session_id, expires_at)
      VALUES (${hashOfSecret(refreshToken)}, ${sessionId}, now() + make_interval(days => ${REFRESH_TOKEN_DAYS}::int))`;
    const { token, expiresAt } = accessToken(this.config.authSecret, sessionId);
    return { sessionId, accessToken: token, accessTokenExpiresAt: expiresAt, refreshToken, user };
  }
}

/** A header of any length and any bytes. */
function userAgentIn(header = ''): string | null {
  const text = header.replace(/[\p{Cc}\p{Surrogate}]/gu, ' ').trim();
  return text.slice(0, MAX_USER_AGENT_LENGTH) || null;
}

/** Ended or not, a session that no refresh token can carry on is over; the last one outlives its access tokens. */
async function forgetDeadSessions(tx: Prisma.TransactionClient, userId: string): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM desk.sessions s WHERE s.user_id = ${userId}
      AND NOT EXISTS (SELECT FROM desk.refresh_tokens t WHERE t.session_id = s.id AND t.expires_at > now())`;
}

/** Ends the sessions of a user, but for one where it is named. */
export async function endSessions(
  tx: Prisma.TransactionClient,
  userId: string,
  except?: string,
): Promise<void> {
  await tx.session.updateMany({
    where: { userId, endedAt: null, ...(except === undefined ? {} : { id: { not: except } }) },
    data: { endedAt: new Date() },
  });
}
