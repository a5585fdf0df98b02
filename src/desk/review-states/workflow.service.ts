// The only way to change an article's state or publications. It locks the article, records what time has done to it, asks
// the table of transitions, writes where id and version are still those that the actor named, appends the event and
// projects: one transaction, or nothing.
import { Inject, Injectable, Logger } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { DeskDatabase } from '../../database/desk.database.js';
import type { Article } from '../../database/generated/prisma/client.js';
import type { Transaction } from '../../database/transaction.js';
import {
  blockersOf,
  effectOf,
  isAboutState,
  stateAfter,
  type TransitionName,
} from '../../domain/editorial-workflow.js';
import { badUserInput, DomainError, forbidden, invalidTransition, notFound } from '../../domain/errors.js';
import { changeOf, dueTransitions, instantErrors, revisionOf } from '../../domain/publication.js';
import type { Actor } from '../context.js';
import { projectArticle } from '../../publishing/articles.projection.js';
import { canSee } from '../users/article-access.js';
import { databaseNow } from './database-now.js';
import { appendEvent, type NewEvent } from './events.js';
import { runningPeriods, writePublications } from './publications.js';
import {
  versionConflict,
  type TransitionContext,
  type TransitionEffects,
  type WrittenRevision,
} from './transition-context.js';
import { assertSubject, lockArticle, type TransitionSubject } from './transition-subject.js';
import { loadWorkflowFacts, type WorkflowFacts } from './workflow-facts.js';

type EventDetails = Omit<NewEvent, 'articleId' | 'fromState'>;

@Injectable()
export class WorkflowService {
  private readonly log = new Logger('WorkflowService');

  constructor(
    private readonly database: DeskDatabase,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Makes a transition of an article.
   * @returns the article afterwards
   * @throws NOT_FOUND, CONFLICT, INVALID_TRANSITION, FORBIDDEN, BAD_USER_INPUT, in the order of these checks
   */
  async perform(
    actor: Actor,
    name: TransitionName,
    subject: TransitionSubject,
    input: TransitionEffects = {},
  ): Promise<Article> {
    return this.locked(actor, subject, async (context) => {
      const override = actor.role === 'ADMIN' && context.facts.hasWritten ? input.override : undefined;
      this.check(context, name, override !== undefined);
      const effect = effectOf(name, context.article.reviewState);
      if (effect !== 'none') assertInstants(context.now, input);
      const written = await input.write?.(context);
      if (input.write !== undefined && written === undefined) return context.article;
      return this.apply(context, name, { ...input, override, written });
    });
  }

  /**
   * Whether `perform` would make the transition now. Locks nothing and waits for nobody.
   * @throws NOT_FOUND, INVALID_TRANSITION, FORBIDDEN
   */
  async assertAllowed(actor: Actor, name: TransitionName, articleId: string): Promise<void> {
    const [loaded] = await loadWorkflowFacts(this.database, actor, [articleId], this.config.fourEyes);
    if (loaded === undefined || !canSee(actor, loaded.facts)) throw notFound();
    this.check({ ...loaded, actor }, name, false);
  }

  /** Makes the transitions of an article that are time's and are due: GO_LIVE and EXPIRE, each at its true instant. */
  async performDue(articleId: string): Promise<void> {
    await this.database.$transaction(async (tx) => {
      await lockArticle(tx, articleId);
      const article = await tx.article.findUnique({ where: { id: articleId } });
      if (article !== null) await this.applyDue(tx, article, await databaseNow(tx));
    });
  }

  /**
   * Makes a change that leaves state and publications alone, as that of the owners; the history records it.
   * @throws NOT_FOUND, CONFLICT, and what `change` throws
   */
  async change(
    actor: Actor,
    name: 'SET_OWNERS',
    subject: TransitionSubject,
    change: (context: TransitionContext) => Promise<void>,
  ): Promise<Article> {
    return this.locked(actor, subject, async (context) => {
      const { tx, article, workingId: revisionId, now: at } = context;
      await change(context);
      const toState = article.reviewState;
      return this.write(tx, article, { name, toState, revisionId, byId: actor.id, at });
    });
  }

  /** Does `work` in a transaction that has locked the article, at the version that the subject names. */
  private async locked<T>(
    actor: Actor,
    subject: TransitionSubject,
    work: (context: TransitionContext) => Promise<T>,
  ): Promise<T> {
    return this.database.$transaction(async (tx) => {
      await lockArticle(tx, subject.articleId);
      const facts = await this.currentFacts(tx, actor, subject.articleId);
      await assertSubject(tx, subject, facts);
      try {
        return await work({ tx, actor, ...facts });
      } catch (error) {
        // Every CONFLICT says where the article stands.
        const isConflict = error instanceof DomainError && error.code === 'CONFLICT';
        throw isConflict ? versionConflict(facts.article, error.message) : error;
      }
    });
  }

  /** @throws NOT_FOUND where there is no such article for that actor */
  private async currentFacts(tx: Transaction, actor: Actor, articleId: string): Promise<WorkflowFacts> {
    for (;;) {
      const [facts] = await loadWorkflowFacts(tx, actor, [articleId], this.config.fourEyes);
      if (facts === undefined || !canSee(actor, facts.facts)) throw notFound();
      if (!facts.isDue) return facts;
      await this.applyDue(tx, facts.article, facts.now);
    }
  }

  private check(
    { article, actor, facts }: Omit<TransitionContext, 'tx'>,
    name: TransitionName,
    overridden: boolean,
  ): void {
    const blockers = blockersOf(name, overridden ? { ...facts, hasWritten: false } : facts);
    const [first] = blockers;
    if (first === undefined) return;
    const codes = blockers.map(({ code }) => code).join(', ');
    this.log.log(`${name} of ${article.id} by ${actor.id} refused: ${codes}`);
    throw isAboutState(first) ? invalidTransition(facts.state, blockers) : forbidden(blockers);
  }

  private async apply(
    context: TransitionContext,
    name: TransitionName,
    input: Omit<TransitionEffects, 'write'> & { readonly written?: WrittenRevision },
  ): Promise<Article> {
    const { tx, article, actor, now, workingId } = context;
    const { note, override, written } = input;
    const effect = effectOf(name, article.reviewState);
    const periods = effect === 'none' ? [] : await runningPeriods(context);
    const event = {
      name,
      toState: stateAfter(name, article.reviewState),
      revisionId: revisionOf(effect, periods, now) ?? written?.id ?? workingId,
      byId: actor.id,
      at: now,
      note,
      override,
    };
    const changed = await this.write(tx, article, event, written?.number);
    if (effect !== 'none') {
      await writePublications(context, changeOf(effect, periods, { ...input, now }));
      await projectArticle(tx, article.id, now);
    }
    return changed;
  }

  /** Of an article that the transaction has locked. */
  private async applyDue(tx: Transaction, article: Article, now: Date): Promise<void> {
    const { id: articleId } = article;
    const periods = await tx.publication.findMany({
      where: { articleId, OR: [{ goLiveRecorded: false }, { expireRecorded: false }] },
    });
    let current = article;
    for (const { name, at, revisionId } of dueTransitions(periods, now)) {
      const toState = stateAfter(name, current.reviewState);
      current = await this.write(tx, current, { name, toState, revisionId, byId: null, at });
    }
    const begun = await tx.publication.updateMany({
      where: { articleId, goLiveRecorded: false, liveFrom: { lte: now } },
      data: { goLiveRecorded: true },
    });
    const ended = await tx.publication.updateMany({
      where: { articleId, expireRecorded: false, liveUntil: { lte: now } },
      data: { expireRecorded: true },
    });
    if (begun.count + ended.count > 0) await projectArticle(tx, articleId, now);
  }

  /** The article's next version, and the event that records it. */
  private async write(
    tx: Transaction,
    article: Article,
    event: EventDetails,
    workingNumber?: number,
  ): Promise<Article> {
    const { id, version, reviewState: fromState } = article;
    const { toState, at } = event;
    const [changed] = await tx.article.updateManyAndReturn({
      where: { id, version },
      data: {
        version: { increment: 1 },
        reviewState: toState,
        stateSince: toState === fromState ? undefined : at,
        workingNumber,
        updatedAt: at,
      },
    });
    if (changed === undefined) throw versionConflict(article);
    await appendEvent(tx, { articleId: id, fromState, ...event });
    return changed;
  }
}

/** @throws BAD_USER_INPUT with every instant that has passed */
export function assertInstants(now: Date, { at, until }: TransitionEffects): void {
  const errors = instantErrors({ now, at, until });
  if (errors.length > 0) {
    throw badUserInput(errors.map(({ field, message }) => ({ path: ['input', field], message })));
  }
}
