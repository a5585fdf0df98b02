// Writes into the history what the clock has done: GO_LIVE and EXPIRE at their true instants, also those that passed
// while no server ran. Readers never wait for it: what is live follows from the periods alone.
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DeskDatabase } from '../../database/desk.database.js';
import type { Article } from '../../database/generated/prisma/client.js';
import { stateAfter } from '../../domain/editorial-workflow.js';
import { newId } from '../../domain/identity.js';
import { dueTransitions } from '../../domain/publication.js';
import { articleChanged } from '../../publishing/articles.gate.js';
import type { Transaction } from '../../publishing/changes.js';
import { databaseNow } from './database-now.js';

const PASS_EVERY_MS = 1000;

@Injectable()
export class ClockService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(ClockService.name);
  private timer?: NodeJS.Timeout;
  private running = Promise.resolve();

  constructor(private readonly database: DeskDatabase) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running = this.running
        .then(() => this.recordDue())
        .catch((error: unknown) => this.log.error(`The clock's pass failed: ${String(error)}`));
    }, PASS_EVERY_MS);
    this.timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** Every article whose history lags behind the clock; the desk asks this before it answers. */
  async recordDue(): Promise<void> {
    const due = await this.database.$queryRaw<{ articleId: string }[]>`
      SELECT article_id AS "articleId" FROM desk.publications WHERE NOT go_live_recorded AND live_from <= now()
      UNION
      SELECT article_id FROM desk.publications WHERE NOT expire_recorded AND live_until <= now()`;
    for (const { articleId } of due) {
      await this.database.$transaction(async (tx) => {
        const article = await lockedArticle(tx, articleId);
        if (article !== null) await recordDue(tx, article);
      });
    }
  }
}

/** The article, which nobody else changes until this transaction ends; null where there is none. */
export async function lockedArticle(tx: Transaction, articleId: string): Promise<Article | null> {
  await tx.$queryRaw`SELECT 1 FROM desk.articles WHERE id = ${articleId} FOR UPDATE`;
  return tx.article.findUnique({ where: { id: articleId } });
}

/**
 * Records what the clock has done to an article that this transaction has locked.
 * @returns the article as it then is, and the instant up to which that is true
 */
export async function recordDue(tx: Transaction, article: Article): Promise<{ article: Article; now: Date }> {
  const now = await databaseNow(tx);
  const periods = await tx.publication.findMany({
    where: { articleId: article.id, OR: [{ goLiveRecorded: false }, { expireRecorded: false }] },
  });
  const due = dueTransitions(periods, now);
  const ended = periods.some((period) => period.liveUntil !== null && period.liveUntil <= now);
  if (due.length === 0 && !ended) return { article, now };

  let { reviewState, stateSince } = article;
  for (const { name, at, revisionId } of due) {
    const toState = stateAfter(name, reviewState);
    await tx.event.create({
      data: {
        id: newId('Event'),
        articleId: article.id,
        name,
        fromState: reviewState,
        toState,
        revisionId,
        at,
      },
    });
    if (toState !== reviewState) stateSince = at;
    reviewState = toState;
  }
  await tx.publication.updateMany({
    where: { articleId: article.id, liveFrom: { lte: now } },
    data: { goLiveRecorded: true },
  });
  await tx.publication.updateMany({
    where: { articleId: article.id, liveUntil: { lte: now } },
    data: { expireRecorded: true },
  });
  const changed = await tx.article.update({
    where: { id: article.id },
    data: { reviewState, stateSince, version: { increment: due.length }, updatedAt: now },
  });
  await articleChanged(tx, article.id, now);
  return { article: changed, now };
}
