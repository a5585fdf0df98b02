// Where an article's chain of hashes ends, and how it gets longer. Whoever makes it longer has locked the article, or has just made it.
import sql, { type Sql } from 'sql-template-tag';
import {
  eventHash,
  type HashedEvent,
  type HashedRevision,
  headHash,
  HISTORY_FORMAT,
  revisionHash,
} from './hashes.js';
import type { HistoryKey } from './keys.js';

export interface ChainEnd {
  /** Of its events. */
  readonly count: number;
  /** The hash of the last event; null where there is none. */
  readonly last: string | null;
}

export const EMPTY_CHAIN: ChainEnd = { count: 0, last: null };

/** An event's hash, as desk.event_hashes has it. */
export interface ChainedEvent {
  readonly articleId: string;
  /** From 1. */
  readonly position: number;
  readonly eventId: string;
  readonly revisionHash: string;
  readonly hash: string;
}

/** An expression: the ChainEnd of an article, as JSON; NULL where no event of it has a hash. @param articleId an expression */
export const chainEndOf = (articleId: Sql): Sql => sql`(
  SELECT jsonb_build_object('count', h.count, 'last', encode(l.hash, 'hex')) FROM desk.history_heads h
  LEFT JOIN desk.event_hashes l ON (l.article_id, l.position) = (h.article_id, h.count)
  WHERE h.article_id = ${articleId})`;

/**
 * An expression: where an article's next event is chained to; NULL where the job that chains what was there has yet to come to the
 * article, which takes in that event too.
 * @param articleId an expression
 */
export const openEndOf = (articleId: Sql): Sql => sql`
  CASE WHEN EXISTS (SELECT FROM desk.history_marks WHERE name = 'STARTED') THEN coalesce(${chainEndOf(articleId)},
    CASE WHEN NOT EXISTS (SELECT FROM desk.events e WHERE e.article_id = ${articleId})
      THEN ${JSON.stringify(EMPTY_CHAIN)}::jsonb END) END`;

/**
 * The event at the next place of its chain.
 * @param event about `revision`
 * @param takenInAt as hashes have it; null where it is hashed as it is appended
 */
export function chainEvent(
  key: HistoryKey,
  end: ChainEnd,
  { event, revision }: { readonly event: HashedEvent; readonly revision: HashedRevision },
  takenInAt: string | null,
): ChainedEvent {
  const { id: eventId, articleId } = event;
  const link = {
    position: end.count + 1,
    previous: end.last,
    revisionHash: revisionHash(revision),
    takenInAt,
  };
  const hash = eventHash(key, event, link);
  return { articleId, position: link.position, eventId, revisionHash: link.revisionHash, hash };
}

export const endAt = ({ position, hash }: ChainedEvent): ChainEnd => ({ count: position, last: hash });

/**
 * A statement that stores hashes.
 * @param takenInAt an expression
 * @param condition where it does not hold, nothing is stored
 */
export function insertHashes(
  key: HistoryKey,
  chained: readonly ChainedEvent[],
  takenInAt: Sql,
  condition: Sql = sql`true`,
): Sql {
  const column = <K extends keyof ChainedEvent>(name: K) => chained.map((row) => row[name]);
  return sql`
    INSERT INTO desk.event_hashes (article_id, position, event_id, format, revision_hash, taken_in_at, key_id, hash)
    SELECT article_id, position, event_id, ${HISTORY_FORMAT}::smallint, decode(revision_hash, 'hex'),
      ${takenInAt}::timestamptz, ${key.id}, decode(hash, 'hex')
    FROM unnest(${column('articleId')}::text[], ${column('position')}::int[], ${column('eventId')}::text[],
      ${column('revisionHash')}::text[], ${column('hash')}::text[])
      AS chained (article_id, position, event_id, revision_hash, hash)
    WHERE ${condition}`;
}

/** A statement that moves the head of each chain on to its last event. @param condition as for `insertHashes` */
export function moveHeads(
  key: HistoryKey,
  chained: readonly ChainedEvent[],
  condition: Sql = sql`true`,
): Sql {
  // The last of each article.
  const last = [...new Map(chained.map((row) => [row.articleId, row])).values()];
  const heads = last.map(({ articleId, position, hash }) => headHash(key, articleId, position, hash));
  return sql`
    INSERT INTO desk.history_heads (article_id, count, key_id, hash)
    SELECT article_id, count, ${key.id}, decode(hash, 'hex')
    FROM unnest(${last.map(({ articleId }) => articleId)}::text[], ${last.map(({ position }) => position)}::int[],
      ${heads}::text[]) AS head (article_id, count, hash)
    WHERE ${condition}
    ON CONFLICT (article_id) DO UPDATE
    SET count = excluded.count, key_id = excluded.key_id, hash = excluded.hash`;
}
