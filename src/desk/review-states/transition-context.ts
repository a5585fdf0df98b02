// What a transition knows while it is being made, and what it writes.
import type { Transaction } from '../../database/transaction.js';
import type { Actor } from '../context.js';
import type { WorkflowFacts } from './workflow-facts.js';

/** An article that this transaction has locked, as the actor saw it. */
export interface TransitionContext extends WorkflowFacts {
  readonly tx: Transaction;
  readonly actor: Actor;
  /** The revision that the transition is about: the working copy, unless the actor names another. */
  readonly revisionId: string;
}

/** A revision that has become the working copy. */
export interface WrittenRevision {
  readonly id: string;
  readonly number: number;
  /** What the event says of it, beside the actor's note. */
  readonly note?: string;
}

/** What the actor gives beside the subject. */
export interface TransitionEffects {
  readonly note?: string | null;
  /** The reason of an ADMIN who approves against the four-eyes rule; of no effect where it does not apply. */
  readonly override?: string;
  /** When the publication begins, for SCHEDULE. */
  readonly at?: Date;
  /** When it ends, for PUBLISH, SCHEDULE and SET_END; null: never; absent: as it was set before. */
  readonly until?: Date | null;
  /** Writes the next revision; undefined where there is none to write, and then EDIT leaves the article as it is. */
  readonly write?: (context: TransitionContext) => Promise<WrittenRevision | undefined>;
}
