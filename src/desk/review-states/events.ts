// Appends to an article's history. Nothing else writes events. Each gets a keyed hash over itself, the revision that it is about and the
// hash before it, and the article's head moves on to it.
import { Inject, Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { CONFIG, type Config } from '../../config/config.js';
import type { Transaction } from '../../database/transaction.js';
import type { ReviewState } from '../../domain/editorial-workflow.js';
import { newId } from '../../domain/identity.js';
import {
  eventHash,
  type HashedRevision,
  headHash,
  HISTORY_FORMAT,
  microseconds,
  revisionHash,
} from '../../history/hashes.js';
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

/** Where a chain stands, and the revision that the next event is about. */
interface Tail {
  readonly articleId: string;
  readonly count: number;
  /** The hash of the last event. */
  readonly last: string | null;
  readonly revision: HashedRevision;
}

@Injectable()
export class HistoryWriter {
  private readonly key: HistoryKey | undefined;
  /** Of the transactions that have appended: what they append next needs no reading. */
  private readonly tails = new WeakMap<Transaction, Tail>();

  constructor(@Inject(CONFIG) { historyKeys }: Config) {
    [this.key] = keyring(historyKeys);
  }

  /** The caller has locked the article, or has just made it. Costs two statements, and one where there is no key. */
  async append(tx: Transaction, event: NewEvent): Promise<void> {
    const id = newId('Event');
    const tail = this.key && (await this.tailFor(tx, event));
    if (this.key === undefined || tail === undefined) {
      await tx.event.create({ data: { id, ...event }, select: { id: true } });
      return;
    }
    this.tails.set(tx, await appendHashed(tx, this.key, id, event, tail));
  }

  /** undefined where the job that chains what was there has yet to come to the article, which takes in this event too. */
  private async tailFor(tx: Transaction, { articleId, revisionId }: NewEvent): Promise<Tail | undefined> {
    const known = this.tails.get(tx);
    if (known?.articleId === articleId && known.revision.id === revisionId) return known;
    const [tail] = await tx.$queryRaw<(Tail & { isChained: boolean })[]>(sql`
      SELECT r.article_id AS "articleId", coalesce(h.count, 0) AS count, encode(l.hash, 'hex') AS last,
        ${asJson(REVISION)} AS revision,
        EXISTS (SELECT FROM desk.history_marks WHERE name = 'STARTED')
          AND (h.count IS NOT NULL OR NOT EXISTS (SELECT FROM desk.events WHERE article_id = r.article_id)) AS "isChained"
      FROM desk.revisions r
      LEFT JOIN desk.history_heads h ON h.article_id = r.article_id
      LEFT JOIN desk.event_hashes l ON (l.article_id, l.position) = (h.article_id, h.count)
      WHERE r.id = ${revisionId} AND r.article_id = ${articleId}`);
    return tail?.isChained ? tail : undefined;
  }
}

/** @returns the chain as it stands then */
async function appendHashed(
  tx: Transaction,
  key: HistoryKey,
  id: string,
  event: NewEvent,
  { count, last: previous, revision }: Tail,
): Promise<Tail> {
  const { articleId, name, fromState, toState, revisionId, byId, at } = event;
  const { note = null, override = null, liveFrom = null, liveUntil = null } = event;
  const { ownersAdded = [], ownersRemoved = [] } = event;
  const position = count + 1;
  const ofRevision = revisionHash(revision);
  const hashed = {
    ...{ id, articleId, name, fromState, toState, revisionId, byId, note, override },
    at: microseconds(at),
    liveFrom: liveFrom && microseconds(liveFrom),
    liveUntil: liveUntil && microseconds(liveUntil),
    ...{ ownersAdded, ownersRemoved },
  };
  const hash = eventHash(key, hashed, {
    ...{ position, previous, revisionHash: ofRevision, takenInAt: null },
  });
  const head = headHash(key, articleId, position, hash);
  await tx.$executeRaw(sql`
    WITH appended AS (
      INSERT INTO desk.events (id, article_id, name, from_state, to_state, revision_id, by_id, note, override, at,
        live_from, live_until, owners_added, owners_removed)
      VALUES (${id}, ${articleId}, ${name}, ${fromState}::desk.review_state, ${toState}::desk.review_state,
        ${revisionId}, ${byId}, ${note}, ${override}, ${at}, ${liveFrom}, ${liveUntil},
        ${ownersAdded}::text[], ${ownersRemoved}::text[])
    ), hashed AS (
      INSERT INTO desk.event_hashes (article_id, position, event_id, format, revision_hash, key_id, hash)
      VALUES (${articleId}, ${position}, ${id}, ${HISTORY_FORMAT}, decode(${ofRevision}, 'hex'), ${key.id},
        decode(${hash}, 'hex'))
    )
    INSERT INTO desk.history_heads (article_id, count, key_id, hash)
    VALUES (${articleId}, ${position}, ${key.id}, decode(${head}, 'hex'))
    ON CONFLICT (article_id) DO UPDATE
    SET count = excluded.count, key_id = excluded.key_id, hash = excluded.hash`);
  return { articleId, count: position, last: hash, revision };
}
