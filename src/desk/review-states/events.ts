// Appends to an article's history. Nothing else writes events.
import type { ReviewState } from '../../domain/editorial-workflow.js';
import { newId } from '../../domain/identity.js';
import type { Transaction } from '../../database/transaction.js';

export interface NewEvent {
  readonly articleId: string;
  /** Of a transition, or CREATE or SET_OWNERS. */
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
}

export async function appendEvent(tx: Transaction, event: NewEvent): Promise<void> {
  await tx.event.create({ data: { id: newId('Event'), ...event } });
}
