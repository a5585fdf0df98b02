// Takes events that have no hash into their articles' chains: those that were there before there were hashes, and what servers
// without them append. A batch is one transaction that has locked its articles, as the transaction that appends an event has.
import type pg from 'pg';
import sql, { join, raw } from 'sql-template-tag';
import {
  eventHash,
  type HashedEvent,
  type HashedRevision,
  headHash,
  HISTORY_FORMAT,
  revisionHash,
} from './hashes.js';
import type { HistoryKey } from './keys.js';
import { asJson, EVENT, instant, REVISION } from './stored.js';

export type Session = Pick<pg.ClientBase, 'query'>;

interface Unhashed {
  readonly event: HashedEvent;
  readonly revision: HashedRevision;
}

interface Chain {
  readonly articleId: string;
  readonly count: number;
  readonly last: string | null;
}

interface NewHash {
  readonly articleId: string;
  readonly position: number;
  readonly eventId: string;
  readonly revisionHash: string;
  readonly hash: string;
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
  const chains = new Map((await chainsOf(session, articleIds)).map((chain) => [chain.articleId, chain]));
  const { takenAt, takenInAt } = await now(session);
  const hashes: NewHash[] = [];
  for (const { event, revision } of unhashed) {
    const { articleId, id: eventId } = event;
    const { count = 0, last: previous = null } = chains.get(articleId) ?? {};
    const position = count + 1;
    const ofRevision = revisionHash(revision);
    const hash = eventHash(key, event, { position, previous, revisionHash: ofRevision, takenInAt });
    hashes.push({ articleId, position, eventId, revisionHash: ofRevision, hash });
    chains.set(articleId, { articleId, count: position, last: hash });
  }
  if (hashes.length === 0) return 0;
  await write(session, key, hashes, takenAt);
  return hashes.length;
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

async function chainsOf(session: Session, articleIds: readonly string[]): Promise<Chain[]> {
  const { rows } = await session.query<Chain>(sql`
    SELECT h.article_id AS "articleId", h.count, encode(l.hash, 'hex') AS last
    FROM desk.history_heads h
    LEFT JOIN desk.event_hashes l ON (l.article_id, l.position) = (h.article_id, h.count)
    WHERE h.article_id = ANY (${articleIds})`);
  return rows;
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

async function write(
  session: Session,
  key: HistoryKey,
  hashes: readonly NewHash[],
  takenAt: string,
): Promise<void> {
  const column = <K extends keyof NewHash>(name: K) => hashes.map((row) => row[name]);
  await session.query(sql`
    INSERT INTO desk.event_hashes
      (article_id, position, event_id, format, revision_hash, taken_in_at, key_id, hash)
    SELECT article_id, position, event_id, ${HISTORY_FORMAT}::smallint, decode(revision_hash, 'hex'),
      ${takenAt}::timestamptz, ${key.id}, decode(hash, 'hex')
    FROM unnest(${column('articleId')}::text[], ${column('position')}::int[], ${column('eventId')}::text[],
      ${column('revisionHash')}::text[], ${column('hash')}::text[])
      AS taken (article_id, position, event_id, revision_hash, hash)`);
  // The last of each article.
  const heads = [...new Map(hashes.map((row) => [row.articleId, row])).values()];
  const values = heads.map(
    ({ articleId, position, hash }) =>
      sql`(${articleId}, ${position}::int, ${key.id}, decode(${headHash(key, articleId, position, hash)}, 'hex'))`,
  );
  await session.query(sql`
    INSERT INTO desk.history_heads (article_id, count, key_id, hash) VALUES ${join(values)}
    ON CONFLICT (article_id) DO UPDATE
    SET count = excluded.count, key_id = excluded.key_id, hash = excluded.hash`);
}
