// Appends to an article's history. Nothing else writes events.
import type { ReviewState } from '../../domain/editorial-workflow.js';
import { newId } from '../../domain/identity.js';
import type { Transaction } from '../../database/transaction.js';

export interface NewEvent {
  readonly articleId: string;
  /** A TransitionName, or CREATE, SET_OWNERS, GO_LIVE, EXPIRE. */
  readonly name: string;
  /** null for an article that has just been made. */
  readonly fromState: ReviewState | null;
  readonly toState: ReviewState;
  /** The revision that the event is about. */
  readonly revisionId: string;
  /** null where time did it. */
  readonly byId: string | null;
  readonly note?: string | null;
  /** Why an administrator approved against the four-eyes rule. */
  readonly override?: string;
  readonly at: Date;
  /** What a publication's period became through it. */
  readonly liveFrom?: Date;
  readonly liveUntil?: Date | null;
  /** Ids of users. */
  readonly ownersAdded?: string[];
  readonly ownersRemoved?: string[];
}

export async function appendEvent(tx: Transaction, event: NewEvent): Promise<void> {
  await tx.event.create({ data: { id: newId('Event'), ...event } });
}
