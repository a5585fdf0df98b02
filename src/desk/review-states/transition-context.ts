// A decision about one article while it is being made: what it stands on, what it writes, and how the history tells it.
import type { Article, Event } from '../../database/generated/prisma/client.js';
import { conflict } from '../../domain/errors.js';
import { newId } from '../../domain/identity.js';
import type { PublicationChange } from '../../domain/publication.js';
import type { Actor } from '../../graphql/context.js';
import type { Transaction } from '../../database/transaction.js';
import type { Standing } from './standing.js';

/** An article that this transaction has locked, at the version that was decided on. */
export interface Decision extends Standing {
  readonly tx: Transaction;
  readonly actor: Actor;
}

/** What a decision writes beside the state. */
export interface Outcome {
  readonly note?: string | null;
  readonly override?: string;
  /** The revision that is the working copy from now on. */
  readonly written?: { readonly id: string; readonly number: number };
  /** The revision that it is about; the working copy, where none is named. */
  readonly revisionId?: string;
  readonly publications?: PublicationChange;
}

/** Appends to the history what was done now, by whom. */
export async function recordEvent(
  { tx, article, now, actor }: Pick<Decision, 'tx' | 'article' | 'now' | 'actor'>,
  what: Pick<Event, 'name' | 'toState' | 'revisionId'> & Pick<Outcome, 'note' | 'override'>,
): Promise<void> {
  await tx.event.create({
    data: {
      id: newId('Event'),
      articleId: article.id,
      name: what.name,
      fromState: what.name === 'CREATE' ? null : article.reviewState,
      toState: what.toState,
      revisionId: what.revisionId,
      byId: actor.id,
      note: what.note ?? null,
      override: what.override ?? null,
      at: now,
    },
  });
}

/** CONFLICT, with where the article stands now. */
export const movedOn = (article: Article, message = 'The article has changed since that version.') =>
  conflict(message, {
    currentVersion: article.version,
    currentState: article.reviewState,
  });
