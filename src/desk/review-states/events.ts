// Appends to an article's history, of which the transaction has locked the article. Nothing else writes events.
import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { ARTICLE_COLUMNS, columnsOf } from '../../database/columns.js';
import type { Article } from '../../database/generated/prisma/client.js';
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

/** An event that leaves the article's version alone: it was just made, or a save that follows changes it. */
export async function appendEvent(tx: Transaction, event: NewEvent): Promise<void> {
  await tx.$executeRaw(insertEvent(event));
}

/**
 * The article's next version, and the event that records it, in one statement.
 * @param article as the transaction has locked it
 * @param workingNumber of the revision that has become the working copy; undefined where it is the same as before
 * @returns undefined, and appends nothing, where the article has another version
 */
export async function appendTransition(
  tx: Transaction,
  article: Article,
  event: Omit<NewEvent, 'articleId' | 'fromState'>,
  workingNumber?: number,
): Promise<Article | undefined> {
  const { id, version, reviewState: fromState } = article;
  const { toState, at } = event;
  const stateSince = toState === fromState ? sql`state_since` : sql`${at}::timestamptz`;
  const [changed] = await tx.$queryRaw<Article[]>(sql`
    WITH changed AS (
      UPDATE desk.articles SET version = version + 1, review_state = ${toState}::desk.review_state,
        state_since = ${stateSince}, updated_at = ${at}::timestamptz,
        working_number = ${workingNumber ?? article.workingNumber}::int
      WHERE id = ${id} AND version = ${version}
      RETURNING *
    ), appended AS (${insertEvent({ articleId: id, fromState, ...event }, sql`FROM changed`)})
    SELECT ${columnsOf('a', ARTICLE_COLUMNS)} FROM changed a`);
  return changed;
}

/** @param from FROM, where the event is appended for each row of something; else it is appended once */
function insertEvent(event: NewEvent, from: Sql = empty): Sql {
  const values = {
    id: sql`${newId('Event')}`,
    article_id: sql`${event.articleId}`,
    name: sql`${event.name}`,
    from_state: sql`${event.fromState}::desk.review_state`,
    to_state: sql`${event.toState}::desk.review_state`,
    revision_id: sql`${event.revisionId}`,
    by_id: sql`${event.byId}`,
    note: sql`${event.note ?? null}`,
    override: sql`${event.override ?? null}`,
    at: sql`${event.at}::timestamptz`,
    live_from: sql`${event.liveFrom ?? null}::timestamptz`,
    live_until: sql`${event.liveUntil ?? null}::timestamptz`,
    owners_added: sql`${event.ownersAdded ?? []}::text[]`,
    owners_removed: sql`${event.ownersRemoved ?? []}::text[]`,
  };
  const columns = raw(Object.keys(values).join(', '));
  return sql`INSERT INTO desk.events (${columns}) SELECT ${join(Object.values(values))} ${from}`;
}
