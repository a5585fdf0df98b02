// Begins the chains of a database that has none, and takes in what has no hash: all that was there, and for a day what servers of
// before go on appending, while they are replaced. Then it settles. Taking in whatever has no hash for good would vouch for what
// somebody adds behind the application's back.
import sql from 'sql-template-tag';
import type { HistoryKey } from './keys.js';
import { readMarks, writeMark } from './marks.js';
import { type Session, takeIn } from './take-in.js';

/** Articles of one transaction. */
const BATCH_ARTICLES = 50;
/** For which servers of before may go on beside those that make hashes. */
const SETTLES_AFTER_HOURS = 24;

export class HistoryChainError extends Error {
  readonly code = 'HISTORY_CHAIN';
}

/**
 * @param signal ends it between two batches
 * @returns how many events it took in
 * @throws HistoryChainError where there are hashes and nothing that says from when
 */
export async function chainHistories(
  session: Session,
  key: HistoryKey,
  signal?: AbortSignal,
): Promise<number> {
  const { started, settled } = await readMarks(session);
  if (settled !== undefined) return 0;
  if (started === undefined) await begin(session, key);
  const { started: since } = await readMarks(session);
  const isOver = await dayIsOver(session);
  let taken = await takeInUnchained(session, key, signal);
  if (!isOver) taken += await takeInBehind(session, key, since?.seq ?? '0', signal);
  else if ((await unchainedAfter(session, '')).length === 0) await writeMark(session, key, 'SETTLED');
  return taken;
}

/**
 * Takes in whatever has no hash, because somebody says so.
 * @throws HistoryChainError where hashes have not begun, or nothing says any more that they have
 */
export async function takeInAll(session: Session, key: HistoryKey): Promise<number> {
  const { started } = await readMarks(session);
  if (started === undefined)
    throw new HistoryChainError('There is no mark of when hashes of the history began.');
  return (await takeInUnchained(session, key)) + (await takeInBehind(session, key, '0'));
}

/** Articles that have no chain. What somebody has locked is left for the next time. */
async function takeInUnchained(session: Session, key: HistoryKey, signal?: AbortSignal): Promise<number> {
  let all = 0;
  for (let last = ''; !signal?.aborted;) {
    const ids = await unchainedAfter(session, last);
    if (ids.length === 0) break;
    all += await takeIn(session, key, ids);
    last = ids.at(-1) ?? last;
  }
  return all;
}

/** What chains lack of the events with a higher number than that. */
async function takeInBehind(
  session: Session,
  key: HistoryKey,
  afterSeq: string,
  signal?: AbortSignal,
): Promise<number> {
  let all = 0;
  for (let taken = -1; taken !== 0 && !signal?.aborted; all += taken)
    taken = await takeIn(session, key, await behind(session, afterSeq));
  return all;
}

async function begin(session: Session, key: HistoryKey): Promise<void> {
  const { rows } = await session.query('SELECT FROM desk.event_hashes LIMIT 1');
  if (rows.length > 0)
    throw new HistoryChainError(
      'There are hashes of the history, and the mark of when they began was taken out.',
    );
  await writeMark(session, key, 'STARTED');
}

/** Ids of articles that have events and no chain, in order. */
async function unchainedAfter(session: Session, last: string): Promise<string[]> {
  const { rows } = await session.query<{ id: string }>(sql`
    SELECT a.id FROM desk.articles a
    WHERE a.id > ${last} AND NOT EXISTS (SELECT FROM desk.history_heads h WHERE h.article_id = a.id)
      AND EXISTS (SELECT FROM desk.events e WHERE e.article_id = a.id)
    ORDER BY a.id LIMIT ${BATCH_ARTICLES}`);
  return rows.map(({ id }) => id);
}

/** Ids of articles whose chain lacks events. */
async function behind(session: Session, afterSeq: string): Promise<string[]> {
  const { rows } = await session.query<{ id: string }>(sql`
    SELECT DISTINCT e.article_id AS id FROM desk.events e
    WHERE e.seq > ${afterSeq} AND NOT EXISTS (SELECT FROM desk.event_hashes h WHERE h.event_id = e.id)
    LIMIT ${BATCH_ARTICLES}`);
  return rows.map(({ id }) => id);
}

async function dayIsOver(session: Session): Promise<boolean> {
  const { rows } = await session.query<{ isOver: boolean }>(sql`
    SELECT bool_or(at + make_interval(hours => ${SETTLES_AFTER_HOURS}) < now()) AS "isOver"
    FROM desk.history_marks WHERE name = 'STARTED'`);
  return rows[0]?.isOver ?? false;
}
