// The sign-ins of users that still hold: not ended, and with a refresh token that can carry them on.
import { Injectable } from '@nestjs/common';
import { DeskDatabase } from '../../database/desk.database.js';
import { groupedBy } from '../loaders.js';
import type { DeskContext } from '../context.js';

/** A session as its user sees it. */
export interface VisibleSession {
  readonly id: string;
  readonly userId: string;
  readonly createdAt: Date;
  /** When it began, or was last carried on by a refresh token. */
  readonly lastUsedAt: Date;
  readonly userAgent: string | null;
}

@Injectable()
export class SessionLoader {
  constructor(private readonly database: DeskDatabase) {}

  /** Latest used first. */
  ofUser(context: DeskContext, userId: string): Promise<VisibleSession[]> {
    return context.loaders.of(this.sessions, this.sessions).load(userId);
  }

  private readonly sessions = async (userIds: readonly string[]) => {
    const rows = await this.database.$queryRaw<VisibleSession[]>`
      SELECT s.id, s.user_id AS "userId", s.created_at AS "createdAt", s.user_agent AS "userAgent",
             coalesce(s.last_used_at, s.created_at) AS "lastUsedAt"
      FROM desk.sessions s
      WHERE s.user_id = ANY (${[...userIds]}::text[]) AND s.ended_at IS NULL
        AND EXISTS (SELECT FROM desk.refresh_tokens t WHERE t.session_id = s.id AND t.expires_at > now())
      ORDER BY coalesce(s.last_used_at, s.created_at) DESC, s.id DESC`;
    return groupedBy(userIds, rows, (session) => session.userId);
  };
}
