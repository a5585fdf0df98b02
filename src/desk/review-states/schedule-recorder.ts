// Writes into the history what the clock has done: GO_LIVE and EXPIRE at their true instants, also those that passed
// while no server ran. Readers never wait for it: what is live follows from the periods alone.
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DeskDatabase } from '../../database/desk.database.js';
import type { Article } from '../../database/generated/prisma/client.js';
import { stateAfter } from '../../domain/editorial-workflow.js';
import { newId } from '../../domain/identity.js';
import { dueTransitions } from '../../domain/publication.js';
import { articleChanged } from '../../publishing/articles.gate.js';
import type { Transaction } from '../../database/transaction.js';
import { databaseNow } from './database-now.js';

const PASS_EVERY_MS = 1000;
/** After a pass that came to nothing, as on a database that somebody has yet to migrate. */
const TRY_AGAIN_MS = 10_000;

@Injectable()
export class ClockService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('ClockService');
  private timer?: NodeJS.Timeout;
  private running = Promise.resolve();
  private stopping = false;
  /** Why the last pass failed, and which articles did; a fault is told once, and again when it is another. */
  private lastFailure?: string;
  private readonly failures = new Map<string, string>();

  constructor(private readonly database: DeskDatabase) {}

  onApplicationBootstrap(): void {
    this.wakeAfter(PASS_EVERY_MS);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    await this.running;
  }

  /** Every article whose history lags behind the clock; the desk asks this before it answers. */
  async recordDue(): Promise<void> {
    for (const articleId of await this.lagging()) {
      // What has failed is the next pass's: no request waits for it.
      if (!this.failures.has(articleId)) await this.recordDueOf(articleId);
    }
  }

  private wakeAfter(milliseconds: number): void {
    if (this.stopping) return;
    this.timer = setTimeout(() => (this.running = this.pass()), milliseconds).unref();
  }

  private async pass(): Promise<void> {
    try {
      const lagging = await this.lagging();
      for (const articleId of lagging) await this.recordDueOf(articleId);
      for (const articleId of this.failures.keys()) {
        if (!lagging.includes(articleId)) this.failures.delete(articleId);
      }
      this.lastFailure = undefined;
      this.wakeAfter(PASS_EVERY_MS);
    } catch (error) {
      const failure = String(error);
      if (failure !== this.lastFailure) this.log.error(`The clock's pass failed: ${failure}`);
      this.lastFailure = failure;
      this.wakeAfter(TRY_AGAIN_MS);
    }
  }

  private async lagging(): Promise<string[]> {
    const rows = await this.database.$queryRaw<{ articleId: string }[]>`
      SELECT article_id AS "articleId" FROM desk.publications WHERE NOT go_live_recorded AND live_from <= now()
      UNION
      SELECT article_id FROM desk.publications WHERE NOT expire_recorded AND live_until <= now()`;
    return rows.map((row) => row.articleId);
  }

  /** Whatever is wrong with one article, the others go on; a decision about this one fails on the same fault. */
  private async recordDueOf(articleId: string): Promise<void> {
    try {
      await this.database.$transaction(async (tx) => {
        await lockArticle(tx, articleId);
        const article = await tx.article.findUnique({ where: { id: articleId } });
        if (article !== null) await recordDue(tx, article, await databaseNow(tx));
      });
      this.failures.delete(articleId);
    } catch (error) {
      const failure = String(error);
      if (failure !== this.failures.get(articleId)) {
        this.log.error(`What time did to ${articleId} could not be recorded: ${failure}`);
      }
      this.failures.set(articleId, failure);
    }
  }
}

/** Nobody else changes the article until this transaction ends. What is read of it is to be read after this. */
export async function lockArticle(tx: Transaction, articleId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM desk.articles WHERE id = ${articleId} FOR UPDATE`;
}

/** Records what the clock has done, up to now, to an article that this transaction has locked. */
export async function recordDue(tx: Transaction, article: Article, now: Date): Promise<void> {
  const periods = await tx.publication.findMany({
    where: { articleId: article.id, OR: [{ goLiveRecorded: false }, { expireRecorded: false }] },
  });
  const due = dueTransitions(periods, now);
  const ended = periods.some((period) => period.liveUntil !== null && period.liveUntil <= now);
  if (due.length === 0 && !ended) return;

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
  await tx.article.update({
    where: { id: article.id },
    data: { reviewState, stateSince, version: { increment: due.length }, updatedAt: due.at(-1)?.at },
  });
  await articleChanged(tx, article.id, now);
}
