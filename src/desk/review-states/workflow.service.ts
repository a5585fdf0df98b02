// The only way to change an article's state or publications. It locks the article, records what time has done to it, asks
// the table of transitions, writes where id and version are still those that the actor named, appends the event and
// projects: one transaction, or nothing.
import { Inject, Injectable, Logger } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { DeskDatabase } from '../../database/desk.database.js';
import { LockQueue } from '../../database/lock-queue.js';
import type { Article } from '../../database/generated/prisma/client.js';
import type { Transaction } from '../../database/transaction.js';
import { blockersOf, isAboutState } from '../../domain/blockers.js';
import { effectOf, rowFor, stateAfter, type TransitionName } from '../../domain/editorial-workflow.js';
import { conflict, DomainError, forbidden, invalidTransition, notFound } from '../../domain/errors.js';
import {
  affectedRevisionId,
  changeOf,
  dueTransitions,
  scheduledAt,
  type Period,
} from '../../domain/publication.js';
import type { Actor } from '../context.js';
import { projectArticle } from '../../publishing/articles.projection.js';
import { canSee } from '../users/article-access.js';
import type { CurrentArticle } from './current-articles.js';
import { conflictDetails } from './conflict-details.js';
import { assertInstants } from './decision.input.js';
import { type DueArticle, lockDue } from './due-articles.js';
import { HistoryWriter, type NewEvent } from './events.js';
import { runningPeriods, writePublications } from './publications.js';
import { claimPublishedSlug } from './published-slug.js';
import type { TransitionContext, TransitionEffects, WrittenRevision } from './transition-context.js';
import { assertSubject, lockArticle, type TransitionSubject } from './transition-subject.js';
import { loadWorkflowFacts, type WorkflowFacts } from './workflow-facts.js';

type EventDetails = Omit<NewEvent, 'articleId' | 'fromState'>;

@Injectable()
export class WorkflowService {
  private readonly log = new Logger('WorkflowService');

  constructor(
    private readonly database: DeskDatabase,
    private readonly queue: LockQueue,
    private readonly history: HistoryWriter,
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
  ): Promise<CurrentArticle> {
    return this.locked(actor, subject, async (context) => {
      const needsOverride = actor.role === 'ADMIN' && context.facts.writtenNumber !== null;
      const override = needsOverride ? input.override : undefined;
      this.check(context, name, override !== undefined);
      const written = await input.write?.(context);
      if (name === 'EDIT' && written === undefined) return context.article;
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
    this.check({ ...loaded, actor, revisionId: loaded.workingId }, name, false);
  }

  /**
   * Makes the transitions of an article that are time's and are due: GO_LIVE and EXPIRE, each at its true instant. Waits for nobody who
   * has the article locked.
   * @returns whether it did, rather than somebody else
   */
  async performDue(articleId: string): Promise<boolean> {
    return this.database.$transaction(async (tx) => {
      const due = await lockDue(tx, articleId, this.history.openEnd);
      if (due !== undefined) await this.applyDue(tx, due);
      return due !== undefined;
    });
  }

  /**
   * Makes a change that leaves state and publications alone, as that of the owners; the history records it.
   * @param change returns what the event tells of it; undefined where nothing changed
   * @throws NOT_FOUND, CONFLICT, and what `change` throws
   */
  async change(
    actor: Actor,
    name: 'SET_OWNERS',
    subject: TransitionSubject,
    change: (context: TransitionContext) => Promise<Partial<EventDetails> | undefined>,
  ): Promise<CurrentArticle> {
    return this.locked(actor, subject, async (context) => {
      const { article, workingId: revisionId, now: at } = context;
      const details = await change(context);
      if (details === undefined) return article;
      const toState = article.reviewState;
      return this.write(context, { name, toState, revisionId, byId: actor.id, at, ...details });
    });
  }

  /** Does `work` in a transaction that has locked the article, as the subject says that the actor saw it. */
  private async locked(
    actor: Actor,
    subject: TransitionSubject,
    work: (context: TransitionContext) => Promise<Article>,
  ): Promise<CurrentArticle> {
    try {
      return await this.queue.run(subject.articleId, () =>
        this.database.$transaction(async (tx) => {
          await lockArticle(tx, subject.articleId);
          const facts = await this.currentFacts(tx, actor, subject.articleId);
          const { id: revisionId, otherRevision } = await assertSubject(tx, subject, facts);
          const context = { tx, actor, ...facts, facts: { ...facts.facts, otherRevision }, revisionId };
          return { ...(await work(context)), asOf: facts.now };
        }),
      );
    } catch (error) {
      // Every CONFLICT says where the article stands, and through whom.
      if (!(error instanceof DomainError) || error.code !== 'CONFLICT') throw error;
      const details = await conflictDetails(this.database, subject.articleId);
      throw conflict(error.message, { ...error.extensions, ...details });
    }
  }

  /** @throws NOT_FOUND where there is no such article for that actor */
  private async currentFacts(tx: Transaction, actor: Actor, articleId: string): Promise<WorkflowFacts> {
    for (;;) {
      const { fourEyes } = this.config;
      const [facts] = await loadWorkflowFacts(tx, actor, [articleId], fourEyes, this.history.openEnd);
      if (facts === undefined || !canSee(actor, facts.facts)) throw notFound();
      if (!facts.isDue) return facts;
      await this.applyDue(tx, facts);
    }
  }

  private check(
    { article, actor, facts }: Omit<TransitionContext, 'tx'>,
    name: TransitionName,
    overridden: boolean,
  ): void {
    const blockers = blockersOf(name, overridden ? { ...facts, writtenNumber: null } : facts);
    const [first] = blockers;
    if (first === undefined) return;
    const codes = blockers.map(({ code }) => code).join(', ');
    this.log.debug(`${name} of ${article.id} by ${actor.id} refused: ${codes}`);
    throw isAboutState(first) ? invalidTransition(facts.state, blockers) : forbidden(blockers);
  }

  private async apply(
    context: TransitionContext,
    name: TransitionName,
    input: Omit<TransitionEffects, 'write'> & { readonly written?: WrittenRevision },
  ): Promise<Article> {
    const { tx, article, actor, facts, now } = context;
    const { override, written } = input;
    const effect = effectOf(name, facts);
    const periods = effect === 'none' ? [] : await runningPeriods(context);
    assertInstants(effect, { ...input, now }, periods);
    const change = changeOf(effect, periods, { ...input, now });
    const revisionId = this.revisionOf(name, context, periods);
    const period = change.beginning ?? (effect === 'cancel' ? undefined : change.ending);
    const event = {
      name,
      toState: stateAfter(name, facts),
      revisionId: affectedRevisionId(effect, periods, now) ?? written?.id ?? revisionId,
      byId: actor.id,
      at: now,
      note: [input.note, written?.note].filter(Boolean).join('\n\n') || null,
      override,
      liveFrom: change.beginning?.liveFrom ?? periods.find(({ id }) => id === change.ending?.id)?.liveFrom,
      liveUntil: period?.liveUntil,
    };
    const changed = await this.write(context, event, written?.number);
    if (effect !== 'none') {
      if (change.beginning) await claimPublishedSlug(context, revisionId);
      await writePublications(context, revisionId, change);
      await projectArticle(tx, article.id, now);
    }
    return changed;
  }

  /** What begins through a transition: the revision that it is about; the scheduled one, where that is moved. */
  private revisionOf(
    name: TransitionName,
    { facts, now, revisionId }: TransitionContext,
    periods: readonly Period[],
  ): string {
    const isMoved = rowFor(name, facts)?.revision === 'scheduled';
    return (isMoved ? scheduledAt(periods, now)?.revisionId : undefined) ?? revisionId;
  }

  /** Of an article that the transaction has locked. */
  private async applyDue(tx: Transaction, { article, now, chain }: DueArticle): Promise<void> {
    const { id: articleId } = article;
    const periods = await tx.publication.findMany({
      where: { articleId, OR: [{ goLiveRecorded: false }, { expireRecorded: false }] },
    });
    let current = article;
    for (const { name, at, period } of dueTransitions(periods, now)) {
      const { revisionId, liveFrom, liveUntil } = period;
      const toState = stateAfter(name, { state: current.reviewState });
      const event = { name, toState, revisionId, byId: null, at, liveFrom, liveUntil };
      current = await this.write({ tx, article: current, chain }, event);
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
    { tx, article, chain }: Pick<TransitionContext, 'tx' | 'article' | 'chain'>,
    event: EventDetails,
    workingNumber?: number,
  ): Promise<Article> {
    const changed = await this.history.appendTransition(tx, article, event, chain, workingNumber);
    if (changed === undefined) throw conflict('The article has changed since that version.');
    return changed;
  }
}
