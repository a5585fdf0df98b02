// What a transition knows while it is being made, and what it writes.
import type { Transaction } from '../../database/transaction.js';
import type { Article } from '../../database/generated/prisma/client.js';
import { conflict } from '../../domain/errors.js';
import type { Actor } from '../context.js';
import type { WorkflowFacts } from './workflow-facts.js';

/** An article that this transaction has locked, at the version that the actor named. */
export interface TransitionContext extends WorkflowFacts {
  readonly tx: Transaction;
  readonly actor: Actor;
}

/** A revision that has become the working copy. */
export interface WrittenRevision {
  readonly id: string;
  readonly number: number;
}

/** What the actor gives beside the subject. */
export interface TransitionEffects {
  readonly note?: string | null;
  /** The reason of an ADMIN who approves against the four-eyes rule; of no effect where it does not apply. */
  readonly override?: string;
  /** When the publication begins, for SCHEDULE. */
  readonly at?: Date;
  /** When it ends, for PUBLISH and SCHEDULE. */
  readonly until?: Date | null;
  /** Writes the next revision, for EDIT; undefined where nothing changed, and then the article stays as it is. */
  readonly write?: (context: TransitionContext) => Promise<WrittenRevision | undefined>;
}

/** CONFLICT, with the article's version and state as they are now. */
export const versionConflict = (article: Article, message = 'The article has changed since that version.') =>
  conflict(message, { currentVersion: article.version, currentState: article.reviewState });
