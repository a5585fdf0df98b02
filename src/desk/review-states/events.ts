// Appends to an article's history, of which the transaction has locked the article, or has just made it. Nothing else writes events.
// Each gets a keyed hash over itself, the revision that it is about and the hash before it, and the article's head moves on to it.
import { Inject, Injectable } from '@nestjs/common';
import sql, { join, raw, type Sql } from 'sql-template-tag';
import { CONFIG, type Config } from '../../config/config.js';
import { ARTICLE_COLUMNS, columnsOf } from '../../database/columns.js';
import type { Article } from '../../database/generated/prisma/client.js';
import type { Transaction } from '../../database/transaction.js';
import type { ReviewState } from '../../domain/editorial-workflow.js';
import { newId } from '../../domain/identity.js';
import { type ChainEnd, chainEvent, endAt, insertHashes, moveHeads, openEndOf } from '../../history/chain.js';
import { type HashedEvent, type HashedRevision, microseconds } from '../../history/hashes.js';
import { type HistoryKey, keyring } from '../../history/keys.js';
import { asJson, REVISION } from '../../history/stored.js';

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

/** An article's chain of hashes, as a transaction that has locked the article has read it. */
export interface OpenChain {
  /** Moves with each event that is appended; null where the next one gets no hash. */
  end: ChainEnd | null;
  /** Those that need not be read for the hash of an event about them. */
  readonly revisions: HashedRevision[];
}

@Injectable()
export class HistoryWriter {
  /** An expression on an article `a`: `end` of its OpenChain. */
  readonly openEnd: Sql;
  private readonly key: HistoryKey | undefined;

  constructor(@Inject(CONFIG) { historyKeys }: Config) {
    [this.key] = keyring(historyKeys);
    this.openEnd = this.key === undefined ? sql`NULL::jsonb` : openEndOf(sql`a.id`);
  }

  /** An event that leaves the article's version alone: it was just made, or a save that follows changes it. */
  async append(tx: Transaction, event: NewEvent, chain: OpenChain): Promise<void> {
    await tx.$executeRaw(sql`WITH ${await this.insertions(tx, event, chain, sql`true`)} SELECT`);
  }

  /**
   * The article's next version, and the event that records it, in one statement.
   * @param article as the transaction has locked it
   * @param workingNumber of the revision that has become the working copy; undefined where it is the same as before
   * @returns undefined, and appends nothing, where the article has another version
   */
  async appendTransition(
    tx: Transaction,
    article: Article,
    event: Omit<NewEvent, 'articleId' | 'fromState'>,
    chain: OpenChain,
    workingNumber?: number,
  ): Promise<Article | undefined> {
    const { id, version, reviewState: fromState } = article;
    const { toState, at } = event;
    const stateSince = toState === fromState ? sql`state_since` : sql`${at}::timestamptz`;
    const isChanged = sql`EXISTS (SELECT FROM changed)`;
    const insertions = await this.insertions(tx, { articleId: id, fromState, ...event }, chain, isChanged);
    const [changed] = await tx.$queryRaw<Article[]>(sql`
      WITH changed AS (
        UPDATE desk.articles SET version = version + 1, review_state = ${toState}::desk.review_state,
          state_since = ${stateSince}, updated_at = ${at}::timestamptz,
          working_number = ${workingNumber ?? article.workingNumber}::int
        WHERE id = ${id} AND version = ${version}
        RETURNING *
      ), ${insertions}
      SELECT ${columnsOf('a', ARTICLE_COLUMNS)} FROM changed a`);
    return changed;
  }

  /** The parts of a WITH that insert an event, its hash and the head where the condition holds. */
  private async insertions(tx: Transaction, event: NewEvent, chain: OpenChain, condition: Sql): Promise<Sql> {
    const stored = storedEvent(event);
    const appended = sql`appended AS (${insertEvent(stored, condition)})`;
    if (this.key === undefined || chain.end === null) return appended;
    const revision = await revisionOf(tx, event, chain);
    const chained = chainEvent(this.key, chain.end, { event: hashedEvent(stored), revision }, null);
    chain.end = endAt(chained);
    return join([
      appended,
      sql`hashed AS (${insertHashes(this.key, [chained], sql`NULL`, condition)})`,
      sql`head AS (${moveHeads(this.key, [chained], condition)})`,
    ]);
  }
}

/** Another than the working copy and what was just written is read. */
async function revisionOf(
  tx: Transaction,
  { articleId, revisionId }: NewEvent,
  { revisions }: OpenChain,
): Promise<HashedRevision> {
  const known = revisions.find(({ id }) => id === revisionId);
  if (known !== undefined) return known;
  const [row] = await tx.$queryRaw<{ revision: HashedRevision }[]>(sql`
    SELECT ${asJson(REVISION)} AS revision FROM desk.revisions r
    WHERE r.id = ${revisionId} AND r.article_id = ${articleId}`);
  if (row === undefined) throw new Error('The article has no such revision.');
  revisions.push(row.revision);
  return row.revision;
}

type StoredEvent = ReturnType<typeof storedEvent>;

/** With all that a row has, but for `seq`. */
const storedEvent = (event: NewEvent) => ({
  ...event,
  id: newId('Event'),
  note: event.note ?? null,
  override: event.override ?? null,
  liveFrom: event.liveFrom ?? null,
  liveUntil: event.liveUntil ?? null,
  ownersAdded: event.ownersAdded ?? [],
  ownersRemoved: event.ownersRemoved ?? [],
});

const hashedEvent = (event: StoredEvent): HashedEvent => ({
  ...event,
  at: microseconds(event.at),
  liveFrom: event.liveFrom && microseconds(event.liveFrom),
  liveUntil: event.liveUntil && microseconds(event.liveUntil),
});

function insertEvent(event: StoredEvent, condition: Sql): Sql {
  const values = {
    id: sql`${event.id}`,
    article_id: sql`${event.articleId}`,
    name: sql`${event.name}`,
    from_state: sql`${event.fromState}::desk.review_state`,
    to_state: sql`${event.toState}::desk.review_state`,
    revision_id: sql`${event.revisionId}`,
    by_id: sql`${event.byId}`,
    note: sql`${event.note}`,
    override: sql`${event.override}`,
    at: sql`${event.at}::timestamptz`,
    live_from: sql`${event.liveFrom}::timestamptz`,
    live_until: sql`${event.liveUntil}::timestamptz`,
    owners_added: sql`${event.ownersAdded}::text[]`,
    owners_removed: sql`${event.ownersRemoved}::text[]`,
  };
  const columns = raw(Object.keys(values).join(', '));
  return sql`INSERT INTO desk.events (${columns}) SELECT ${join(Object.values(values))} WHERE ${condition}`;
}
