// Takes events that have no hash into their articles' chains: those that were there before there were hashes, and what servers
// without them append. A batch is one transaction that has locked its articles, as the transaction that appends an event has.
import type pg from 'pg';
import sql, { raw } from 'sql-template-tag';
import {
  type ChainedEvent,
  type ChainEnd,
  chainEndOf,
  chainEvent,
  EMPTY_CHAIN,
  endAt,
  insertHashes,
  moveHeads,
} from './chain.js';
import type { HashedEvent, HashedRevision } from './hashes.js';
import type { HistoryKey } from './keys.js';
import { asJson, EVENT, instant, REVISION } from './stored.js';

export type Session = Pick<pg.ClientBase, 'query'>;

interface Unhashed {
  readonly event: HashedEvent;
  readonly revision: HashedRevision;
}

/** @returns how many events were taken in; articles that somebody else has locked are left alone */
export async function takeIn(
  session: Session,
  key: HistoryKey,
  articleIds: readonly string[],
): Promise<number> {
  await session.query('BEGIN');
  try {
    const { rows: locked } = await session.query<{ id: string }>(
      'SELECT id FROM desk.articles WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED',
      [articleIds],
    );
    const taken = await takeInLocked(
      session,
      key,
      locked.map(({ id }) => id),
    );
    await session.query('COMMIT');
    return taken;
  } catch (error) {
    await session.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

async function takeInLocked(
  session: Session,
  key: HistoryKey,
  articleIds: readonly string[],
): Promise<number> {
  const unhashed = await unhashedOf(session, articleIds);
  const ends = await endsOf(session, articleIds);
  const { takenAt, takenInAt } = await now(session);
  const chained: ChainedEvent[] = [];
  for (const one of unhashed) {
    const { articleId } = one.event;
    const next = chainEvent(key, ends.get(articleId) ?? EMPTY_CHAIN, one, takenInAt);
    chained.push(next);
    ends.set(articleId, endAt(next));
  }
  if (chained.length === 0) return 0;
  await session.query(insertHashes(key, chained, sql`${takenAt}`));
  await session.query(moveHeads(key, chained));
  return chained.length;
}

async function unhashedOf(session: Session, articleIds: readonly string[]): Promise<Unhashed[]> {
  const { rows } = await session.query<Unhashed>(sql`
    SELECT ${asJson(EVENT)} AS event, ${asJson(REVISION)} AS revision
    FROM desk.events e JOIN desk.revisions r ON r.id = e.revision_id AND r.article_id = e.article_id
    WHERE e.article_id = ANY (${articleIds})
      AND NOT EXISTS (SELECT FROM desk.event_hashes h WHERE h.event_id = e.id)
    ORDER BY e.article_id, e.seq`);
  return rows;
}

/** By article. */
async function endsOf(session: Session, articleIds: readonly string[]): Promise<Map<string, ChainEnd>> {
  const { rows } = await session.query<{ id: string; end: ChainEnd | null }>(sql`
    SELECT id, ${chainEndOf(sql`id`)} AS "end" FROM unnest(${articleIds}::text[]) AS id`);
  return new Map(rows.map(({ id, end }) => [id, end ?? EMPTY_CHAIN]));
}

/** For the database, and as hashes have it. */
async function now(session: Session): Promise<{ takenAt: string; takenInAt: string }> {
  const { rows } = await session.query<{ takenAt: string; takenInAt: string }>(sql`
    SELECT now::text AS "takenAt", ${raw(instant('now'))} AS "takenInAt"
    FROM (SELECT date_trunc('milliseconds', clock_timestamp()) AS now) clock`);
  const [instants] = rows;
  if (instants === undefined) throw new Error('The database did not tell the time.');
  return instants;
}
