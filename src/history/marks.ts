// From when the history is vouched for, and until when what has no hash was taken in by itself.
import sql, { raw } from 'sql-template-tag';
import { type Mark, markHash } from './hashes.js';
import type { HistoryKey } from './keys.js';
import { instant } from './stored.js';
import type { Session } from './take-in.js';

export interface StoredMark extends Mark {
  readonly name: 'STARTED' | 'SETTLED';
  /** ISO 8601. */
  readonly shownAt: string;
  readonly keyId: string;
  readonly hash: string;
}

export interface Marks {
  readonly started?: StoredMark;
  readonly settled?: StoredMark;
}

export async function readMarks(session: Session): Promise<Marks> {
  const { rows } = await session.query<StoredMark>(sql`
    SELECT name, ${raw(instant('at'))} AS at, seq::text AS seq, key_id AS "keyId", encode(hash, 'hex') AS hash,
      to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "shownAt"
    FROM desk.history_marks`);
  return {
    started: rows.find(({ name }) => name === 'STARTED'),
    settled: rows.find(({ name }) => name === 'SETTLED'),
  };
}

/** Another server may have made the same one first. */
export async function writeMark(session: Session, key: HistoryKey, name: StoredMark['name']): Promise<void> {
  const { rows } = await session.query<{ now: string; at: string; seq: string }>(sql`
    SELECT now::text AS now, ${raw(instant('now'))} AS at,
      (SELECT coalesce(max(seq), 0) FROM desk.events)::text AS seq
    FROM (SELECT date_trunc('milliseconds', clock_timestamp()) AS now) clock`);
  for (const { now, at, seq } of rows)
    await session.query(sql`
      INSERT INTO desk.history_marks (name, at, seq, key_id, hash)
      VALUES (${name}, ${now}::timestamptz, ${seq}, ${key.id}, decode(${markHash(key, { name, at, seq })}, 'hex'))
      ON CONFLICT (name) DO NOTHING`);
}
