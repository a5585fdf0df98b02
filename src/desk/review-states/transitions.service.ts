// The one door through which an article's state and publications change. It asks the table, writes where id and version
// are still what was decided on, lets the gate follow, and appends the event: one transaction, or nothing.
import { Inject, Injectable, Logger } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { DeskDatabase } from '../../database/desk.database.js';
import type { Article } from '../../database/generated/prisma/client.js';
import {
  blockersOf,
  isAboutState,
  stateAfter,
  type ArticleFacts,
  type TransitionName,
} from '../../domain/editorial-workflow.js';
import { DomainError, forbidden, invalidTransition, notFound } from '../../domain/errors.js';
import type { Actor } from '../../graphql/context.js';
import { articleChanged } from '../../publishing/articles.gate.js';
import type { Transaction } from '../../publishing/changes.js';
import { visibleTo } from '../users/article-access.js';
import { factsOf } from './article-facts.js';
import { lockedArticle, recordDue } from './clock.service.js';
import { movedOn, recordEvent, type Decision, type Outcome } from './decision.js';
import { writePublications } from './publications.js';

/** What a decision is about: an article as its maker saw it, and perhaps a revision of it, by the input's field. */
interface Subject {
  readonly articleId: string;
  readonly version: number;
  readonly revision?: { readonly field: string; readonly where: { id: string } | { number: number } };
}

@Injectable()
export class TransitionsService {
  private readonly log = new Logger('TransitionsService');

  constructor(
    private readonly database: DeskDatabase,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Opens a transaction on an article as it stands, and does `decide` in it. Every CONFLICT tells where it stands.
   * @throws NOT_FOUND, CONFLICT
   */
  async decide<T>(actor: Actor, on: Subject, decide: (decision: Decision) => Promise<T>): Promise<T> {
    return this.database.$transaction(async (tx) => {
      const locked = await lockedArticle(tx, on.articleId, visibleTo(actor));
      if (locked === null) throw notFound();
      await assertRevision(tx, on);
      const { article, now } = await recordDue(tx, locked);
      if (article.version !== on.version) throw movedOn(article);
      const facts = (await factsOf(tx, actor, [article.id], this.config.fourEyes, now)).get(article.id);
      if (facts === undefined) throw notFound();
      return decide({ tx, actor, article, facts, now }).catch((error: unknown) => {
        throw isConflict(error) ? movedOn(article, error.message) : error;
      });
    });
  }

  /**
   * Whether the table allows it.
   * @throws INVALID_TRANSITION, FORBIDDEN, with every reason
   */
  check(decision: Decision, name: TransitionName, facts: ArticleFacts = decision.facts): void {
    const blockers = blockersOf(name, facts);
    const [first] = blockers;
    if (first === undefined) return;
    this.log.log(
      `${name} of ${decision.article.id} by ${decision.actor.id} refused: ${blockers.map((blocker) => blocker.code).join(', ')}`,
    );
    throw isAboutState(first) ? invalidTransition(facts.state, blockers) : forbidden(blockers);
  }

  /** Writes what `check` has allowed. */
  async apply(decision: Decision, name: TransitionName, outcome: Outcome): Promise<Article> {
    const { tx, article, now } = decision;
    const toState = stateAfter(name, article.reviewState);
    const { count } = await tx.article.updateMany({
      where: { id: article.id, version: article.version },
      data: {
        version: { increment: 1 },
        reviewState: toState,
        stateSince: toState === article.reviewState ? undefined : now,
        workingNumber: outcome.workingNumber,
        updatedAt: now,
      },
    });
    if (count === 0) throw movedOn(article);
    if (outcome.publications) await writePublications(decision, outcome.publications);
    await recordEvent(decision, { name, toState, ...outcome });
    if (outcome.publications) await articleChanged(tx, article.id, now);
    return tx.article.findUniqueOrThrow({ where: { id: article.id } });
  }
}

const isConflict = (error: unknown): error is DomainError =>
  error instanceof DomainError && error.code === 'CONFLICT';

async function assertRevision(tx: Transaction, { articleId, revision }: Subject): Promise<void> {
  if (revision === undefined) return;
  if ((await tx.revision.count({ where: { articleId, ...revision.where } })) > 0) return;
  throw notFound([{ path: ['input', revision.field], message: 'The article has no such revision.' }]);
}
