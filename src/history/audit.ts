// Holds the whole history to its hashes, in one snapshot of the database.
import type pg from 'pg';
import sql from 'sql-template-tag';
import { auditArticle } from './audit-article.js';
import type { Finding } from './findings.js';
import { isSameHash, markHash } from './hashes.js';
import { assertHeadsFile, type Head, headsIn, HeadsWriter } from './heads-file.js';
import type { HistoryKey } from './keys.js';
import { type Marks, readMarks, type StoredMark } from './marks.js';
import { articlesWithoutRow, storedHistories } from './stored-histories.js';

/** Heads of a file that are compared at a time. */
const BATCH_HEADS = 500;

export interface AuditOptions {
  /** The current one first. */
  readonly keys: readonly HistoryKey[];
  /** Where the heads of the chains are written. */
  readonly save?: string;
  /** A file that an earlier audit saved. */
  readonly since?: string;
}

export interface AuditSummary {
  /** ISO 8601, by the clock of the database. */
  readonly asOf: string;
  /** From when on the history is vouched for. */
  readonly vouchesSince: string;
  /** Whether what has no hash is still taken in by itself. */
  readonly takesIn: boolean;
  readonly articles: number;
  /** With a hash. */
  readonly events: number;
  readonly revisions: number;
  /** Events that wait to be taken in, which nothing vouches for yet. */
  readonly waiting: number;
  /** What was there without a hash, by the day on which it was taken in. */
  readonly takenIn: readonly { readonly day: string; readonly events: number }[];
  readonly findings: number;
  /** Over the heads of all chains. */
  readonly digest: string;
}

const NOT_BEGUN = 'The history has no hashes yet: a server that has HISTORY_KEY begins them.';

/** The audit cannot be made. */
export class AuditError extends Error {
  readonly code = 'AUDIT';
}

/**
 * @param report called with each finding as it is found
 * @throws AuditError, HeadsFileError
 */
export async function auditHistory(
  session: pg.Client,
  { keys, save, since }: AuditOptions,
  report: (finding: Finding) => void,
): Promise<AuditSummary> {
  const [current] = keys;
  if (current === undefined)
    throw new AuditError('HISTORY_KEY is absent: without the key nothing can be checked.');
  if (since !== undefined) await assertHeadsFile(since, keys);
  await session.query(
    'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0',
  );
  let findings = 0;
  const found = (finding: Finding): void => {
    findings += 1;
    report(finding);
  };
  const { rows: tables } = await session.query(`SELECT to_regclass('desk.history_marks') AS name`);
  if (tables[0]?.name == null) throw new AuditError(NOT_BEGUN);
  const marks = await readMarks(session);
  for (const finding of checkMarks(marks, keys, await hasHashes(session))) found(finding);
  const takesIn = marks.started !== undefined && marks.settled === undefined;
  const asOf = await instantOf(session);
  const heads = await HeadsWriter.open(current, save);
  try {
    let [articles, events, revisions, waiting] = [0, 0, 0, 0];
    for await (const history of storedHistories(session)) {
      auditArticle(history, { keys, takesIn }).forEach(found);
      const { articleId, links, unhashed } = history;
      const last = links.at(-1);
      if (last !== undefined) await heads.add({ articleId, count: last.position, hash: last.hash });
      articles += 1;
      events += links.length;
      revisions += history.revisions.length;
      waiting += takesIn ? unhashed.length : 0;
    }
    for (const articleId of await articlesWithoutRow(session))
      found({ kind: 'ARTICLE_REMOVED', articleId, message: 'The article is not there; parts of it are.' });
    if (since !== undefined) for await (const finding of putBackSince(session, since)) found(finding);
    const takenIn = await takenInByDay(session);
    const digest = await heads.end();
    const vouchesSince = marks.started?.shownAt ?? asOf;
    return {
      ...{ asOf, vouchesSince, takesIn, articles, events, revisions, waiting, takenIn, findings, digest },
    };
  } catch (error) {
    await heads.abandon();
    throw error;
  }
}

/** @throws AuditError where nothing has been hashed yet */
function checkMarks({ started, settled }: Marks, keys: readonly HistoryKey[], hasHashes: boolean): Finding[] {
  if (started === undefined && settled === undefined && !hasHashes) throw new AuditError(NOT_BEGUN);
  const findings: Finding[] = [];
  if (started === undefined)
    findings.push({ kind: 'MARK_CHANGED', message: 'The mark of when hashes began was taken out.' });
  for (const mark of [started, settled]) if (mark !== undefined) findings.push(...checkMark(mark, keys));
  return findings;
}

function checkMark(mark: StoredMark, keys: readonly HistoryKey[]): Finding[] {
  const key = keys.find(({ id }) => id === mark.keyId);
  if (key === undefined)
    return [{ kind: 'KEY_UNKNOWN', message: `${mark.name} was hashed with another key, ${mark.keyId}.` }];
  return isSameHash(markHash(key, mark), mark.hash)
    ? []
    : [{ kind: 'MARK_CHANGED', message: `The mark ${mark.name} is not as it was written.` }];
}

/** Chains that do not have any more what they had in `file`. */
async function* putBackSince(session: pg.Client, file: string): AsyncGenerator<Finding> {
  let batch: Head[] = [];
  for await (const head of headsIn(file)) {
    batch.push(head);
    if (batch.length < BATCH_HEADS) continue;
    yield* await putBack(session, batch);
    batch = [];
  }
  yield* await putBack(session, batch);
}

async function putBack(session: pg.Client, heads: readonly Head[]): Promise<Finding[]> {
  const { rows } = await session.query<{ articleId: string; count: number; last: number }>(sql`
    SELECT f.article_id AS "articleId", f.count,
      coalesce((SELECT max(position) FROM desk.event_hashes h WHERE h.article_id = f.article_id), 0) AS last
    FROM unnest(${heads.map(({ articleId }) => articleId)}::text[], ${heads.map(({ count }) => count)}::int[],
      ${heads.map(({ hash }) => hash)}::text[]) AS f (article_id, count, hash)
    LEFT JOIN desk.event_hashes h ON (h.article_id, h.position) = (f.article_id, f.count)
    WHERE encode(h.hash, 'hex') IS DISTINCT FROM f.hash`);
  return rows.map(({ articleId, count, last }) => ({
    kind: 'PUT_BACK',
    articleId,
    message:
      last < count
        ? `It had ${count} events when the file was saved; it has ${last}.`
        : `Its first ${count} events are not those of when the file was saved.`,
  }));
}

async function hasHashes(session: pg.Client): Promise<boolean> {
  return (await session.query('SELECT FROM desk.event_hashes LIMIT 1')).rows.length > 0;
}

async function instantOf(session: pg.Client): Promise<string> {
  const { rows } = await session.query<{ now: Date }>('SELECT now()');
  return rows[0]?.now.toISOString() ?? '';
}

async function takenInByDay(session: pg.Client): Promise<AuditSummary['takenIn']> {
  const { rows } = await session.query<{ day: string; events: number }>(`
    SELECT to_char(taken_in_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, count(*)::int AS events
    FROM desk.event_hashes WHERE taken_in_at IS NOT NULL GROUP BY 1 ORDER BY 1`);
  return rows;
}
