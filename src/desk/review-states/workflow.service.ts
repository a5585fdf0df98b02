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
import type { Transaction } from '../../database/transaction.js';
import { maySee } from '../users/article-access.js';
import { lockArticle, recordDue } from './clock.service.js';
import { movedOn, recordEvent, type Decision, type Outcome } from './decision.js';
import { writePublications } from './publications.js';
import { standingOf, type Standing } from './standing.js';

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
      await lockArticle(tx, on.articleId);
      const standing = await this.standing(tx, actor, on.articleId);
      const { article } = standing;
      await assertRevision(tx, on, standing);
      if (article.version !== on.version) throw movedOn(article);
      return decide({ tx, actor, ...standing }).catch((error: unknown) => {
        throw isConflict(error) ? movedOn(article, error.message) : error;
      });
    });
  }

  /** @throws NOT_FOUND where there is no such article for that actor */
  private async standing(tx: Transaction, actor: Actor, articleId: string): Promise<Standing> {
    for (;;) {
      const [standing] = await standingOf(tx, actor, [articleId], this.config.fourEyes);
      if (standing === undefined || !maySee(actor, standing.facts)) throw notFound();
      if (!standing.isLagging) return standing;
      await recordDue(tx, standing.article, standing.now);
    }
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
    const { written, revisionId = written?.id ?? decision.workingId } = outcome;
    const [changed] = await tx.article.updateManyAndReturn({
      where: { id: article.id, version: article.version },
      data: {
        version: { increment: 1 },
        reviewState: toState,
        stateSince: toState === article.reviewState ? undefined : now,
        workingNumber: written?.number,
        updatedAt: now,
      },
    });
    if (changed === undefined) throw movedOn(article);
    if (outcome.publications) await writePublications(decision, outcome.publications);
    await recordEvent(decision, { name, toState, ...outcome, revisionId });
    if (outcome.publications) await articleChanged(tx, article.id, now);
    return changed;
  }
}

const isConflict = (error: unknown): error is DomainError =>
  error instanceof DomainError && error.code === 'CONFLICT';

async function assertRevision(
  tx: Transaction,
  { articleId, revision }: Subject,
  { article, workingId }: Standing,
): Promise<void> {
  if (revision === undefined) return;
  const { where } = revision;
  if ('id' in where ? where.id === workingId : where.number === article.workingNumber) return;
  if ((await tx.revision.count({ where: { articleId, ...where } })) > 0) return;
  throw notFound([{ path: ['input', revision.field], message: 'The article has no such revision.' }]);
}
