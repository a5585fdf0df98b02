// Appends to an article's history, of which the transaction has locked the article, or has just made it. Nothing else writes events.
// Each gets a keyed hash over itself, the revision that it is about and the hash before it, and the article's head moves on to it.
import { Inject, Injectable } from '@nestjs/common';
import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { CONFIG, type Config } from '../../config/config.js';
import { ARTICLE_COLUMNS, columnsOf } from '../../database/columns.js';
import type { Article } from '../../database/generated/prisma/client.js';
import type { Transaction } from '../../database/transaction.js';
import type { ReviewState } from '../../domain/editorial-workflow.js';
import { newId } from '../../domain/identity.js';
import { eventHash, headHash, HISTORY_FORMAT, microseconds, revisionHash } from '../../history/hashes.js';
import { type HistoryKey, keyring } from '../../history/keys.js';
import { type ChainTail, readTail } from './chain-tail.js';

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

/** An event's place in its article's chain, and the head that the chain has with it. */
interface HashedPlace {
  readonly position: number;
  readonly revisionHash: string;
  readonly keyId: string;
  readonly hash: string;
  readonly head: string;
}

@Injectable()
export class HistoryWriter {
  private readonly key: HistoryKey | undefined;
  /** Of the transactions that have appended: what they append next needs no reading. */
  private readonly tails = new WeakMap<Transaction, ChainTail>();

  constructor(@Inject(CONFIG) { historyKeys }: Config) {
    [this.key] = keyring(historyKeys);
  }

  /**
   * An event that leaves the article's version alone: it was just made, or a save that follows changes it. Costs two statements, and one
   * where there is no key.
   */
  async append(tx: Transaction, event: NewEvent): Promise<void> {
    await tx.$executeRaw(sql`WITH ${await this.insertions(tx, event)} SELECT`);
  }

  /**
   * The article's next version, and the event that records it, in one statement. Costs another one where there is a key.
   * @param article as the transaction has locked it
   * @param workingNumber of the revision that has become the working copy; undefined where it is the same as before
   * @returns undefined, and appends nothing, where the article has another version
   */
  async appendTransition(
    tx: Transaction,
    article: Article,
    event: Omit<NewEvent, 'articleId' | 'fromState'>,
    workingNumber?: number,
  ): Promise<Article | undefined> {
    const { id, version, reviewState: fromState } = article;
    const { toState, at } = event;
    const stateSince = toState === fromState ? sql`state_since` : sql`${at}::timestamptz`;
    const insertions = await this.insertions(tx, { articleId: id, fromState, ...event }, sql`FROM changed`);
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

  /**
   * The parts of a WITH that insert an event, its hash and the head.
   * @param from FROM, where the event is appended for each row of something; else it is appended once
   */
  private async insertions(tx: Transaction, event: NewEvent, from: Sql = empty): Promise<Sql> {
    const stored = storedEvent(event);
    const tail = this.key && (await this.tailFor(tx, event));
    if (this.key === undefined || tail === undefined) return sql`appended AS (${insertEvent(stored, from)})`;
    const place = placeOf(this.key, stored, tail);
    this.tails.set(tx, { ...tail, count: place.position, last: place.hash });
    return join([
      sql`appended AS (${insertEvent(stored, from)})`,
      sql`hashed AS (${insertHash(stored, place, from)})`,
      sql`head AS (${moveHead(stored.articleId, place, from)})`,
    ]);
  }

  private async tailFor(
    tx: Transaction,
    { articleId, revisionId }: NewEvent,
  ): Promise<ChainTail | undefined> {
    const known = this.tails.get(tx);
    if (known?.articleId === articleId && known.revision.id === revisionId) return known;
    return readTail(tx, articleId, revisionId);
  }
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

function placeOf(key: HistoryKey, event: StoredEvent, { count, last, revision }: ChainTail): HashedPlace {
  const position = count + 1;
  const ofRevision = revisionHash(revision);
  const { at, liveFrom, liveUntil } = event;
  const hashed = {
    ...event,
    at: microseconds(at),
    liveFrom: liveFrom && microseconds(liveFrom),
    liveUntil: liveUntil && microseconds(liveUntil),
  };
  const link = { position, previous: last, revisionHash: ofRevision, takenInAt: null };
  const hash = eventHash(key, hashed, link);
  const head = headHash(key, event.articleId, position, hash);
  return { position, revisionHash: ofRevision, keyId: key.id, hash, head };
}

function insertEvent(event: StoredEvent, from: Sql): Sql {
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
  return sql`INSERT INTO desk.events (${columns}) SELECT ${join(Object.values(values))} ${from}`;
}

const insertHash = (event: StoredEvent, place: HashedPlace, from: Sql): Sql => sql`
  INSERT INTO desk.event_hashes (article_id, position, event_id, format, revision_hash, key_id, hash)
  SELECT ${event.articleId}, ${place.position}::int, ${event.id}, ${HISTORY_FORMAT}::int,
    decode(${place.revisionHash}, 'hex'), ${place.keyId}, decode(${place.hash}, 'hex') ${from}`;

const moveHead = (articleId: string, { position, keyId, head }: HashedPlace, from: Sql): Sql => sql`
  INSERT INTO desk.history_heads (article_id, count, key_id, hash)
  SELECT ${articleId}, ${position}::int, ${keyId}, decode(${head}, 'hex') ${from}
  ON CONFLICT (article_id) DO UPDATE
  SET count = excluded.count, key_id = excluded.key_id, hash = excluded.hash`;
