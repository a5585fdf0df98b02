// Who has an article open for editing, on whichever server they said so, by the database's clock. Nothing else depends on it:
// it locks nobody out, and is no change of the article.
import { Injectable } from '@nestjs/common';
import sql, { raw } from 'sql-template-tag';
import { columnsOf, PRESENCE_COLUMNS } from '../../database/columns.js';
import { DeskDatabase } from '../../database/desk.database.js';
import type { Presence } from '../../database/generated/prisma/client.js';
import { LockQueue } from '../../database/lock-queue.js';
import { notFound } from '../../domain/errors.js';
import type { SetEditingInput } from '../../graphql/generated/desk.js';
import type { Actor, DeskContext } from '../context.js';
import { groupedBy } from '../loaders.js';
import { selectArticles, type CurrentArticle } from '../review-states/current-articles.js';
import { WorkflowService } from '../review-states/workflow.service.js';
import { visibleArticlesSql } from '../users/article-access.js';

/** A browser says it every minute. */
const SECONDS_UNTIL_FORGOTTEN = 120;

/** Of a row of desk.presences, or of the table `alias`. */
const isRemembered = (alias: string) =>
  sql`${raw(alias)}.said_at > now() - make_interval(secs => ${SECONDS_UNTIL_FORGOTTEN})`;

@Injectable()
export class PresenceService {
  constructor(
    private readonly database: DeskDatabase,
    private readonly queue: LockQueue,
    private readonly workflow: WorkflowService,
  ) {}

  /** @throws NOT_FOUND; INVALID_TRANSITION, FORBIDDEN where the actor opens what the actor may not edit */
  async setEditing(actor: Actor, { articleId, editing }: SetEditingInput): Promise<CurrentArticle> {
    if (editing) await this.workflow.assertAllowed(actor, 'EDIT', articleId);
    const where = sql`a.id = ${articleId} AND ${visibleArticlesSql(actor, sql`a.id`)}`;
    const [article] = await this.database.$queryRaw<CurrentArticle[]>(selectArticles(where));
    if (article === undefined) throw notFound();
    if (editing) await this.queue.run(articleId, () => this.open(actor.id, articleId));
    else await this.database.presence.deleteMany({ where: { userId: actor.id, articleId } });
    return article;
  }

  /** The first to open it comes first. */
  of(context: DeskContext, articleId: string): Promise<Presence[]> {
    return context.loaders.of(this.presences, this.presences).load(articleId);
  }

  /** Also removes what is forgotten of that user, so that the table has a few rows for each. */
  private async open(userId: string, articleId: string): Promise<void> {
    await this.database.$executeRaw(sql`
      WITH forgotten AS (
        DELETE FROM desk.presences p WHERE p.user_id = ${userId} AND p.article_id <> ${articleId} AND NOT ${isRemembered('p')}
      )
      INSERT INTO desk.presences AS p (article_id, user_id, since, said_at) VALUES (${articleId}, ${userId}, now(), now())
      ON CONFLICT (article_id, user_id) DO UPDATE
      SET since = CASE WHEN ${isRemembered('p')} THEN p.since ELSE EXCLUDED.since END, said_at = EXCLUDED.said_at`);
  }

  private readonly presences = async (articleIds: readonly string[]): Promise<Presence[][]> => {
    const rows = await this.database.$queryRaw<Presence[]>(sql`
      SELECT ${columnsOf('p', PRESENCE_COLUMNS)}
      FROM desk.presences p WHERE p.article_id = ANY (${[...articleIds]}::text[]) AND ${isRemembered('p')}
      ORDER BY p.since, p.user_id`);
    return groupedBy(articleIds, rows, (row) => row.articleId);
  };
}
