// The history's hashes, looked at as an audit does.
import pg from 'pg';
import { type AuditOptions, type AuditSummary, auditHistory } from '../../src/history/audit.js';
import type { Finding } from '../../src/history/findings.js';
import { type HistoryKey, keyring } from '../../src/history/keys.js';
import { writeMark } from '../../src/history/marks.js';
import { type TestApp, TEST_HISTORY_KEY } from './app.js';
import { until } from './server-process.js';

export const [KEY] = keyring([TEST_HISTORY_KEY]) as [HistoryKey];

export interface Audit {
  readonly summary: AuditSummary;
  readonly findings: readonly Finding[];
}

export async function audit(
  { databaseUrl }: Pick<TestApp, 'databaseUrl'>,
  options: Partial<AuditOptions> = {},
): Promise<Audit> {
  return asLogin(databaseUrl, async (session) => {
    const findings: Finding[] = [];
    const summary = await auditHistory(session, { keys: [KEY], ...options }, (finding) =>
      findings.push(finding),
    );
    return { summary, findings };
  });
}

/** A session that has all rights in the database. */
export async function asLogin<T>(url: string, work: (session: pg.Client) => Promise<T>): Promise<T> {
  const session = new pg.Client(url);
  await session.connect();
  try {
    return await work(session);
  } finally {
    await session.end();
  }
}

/** Events get hashes from then on. */
export const historyStarted = (app: TestApp): Promise<void> =>
  until(async () => (await app.owner.query('SELECT FROM desk.history_marks')).rows.length > 0);

/** As after a day: what has no hash is not taken in any more. */
export const settleHistory = (app: TestApp): Promise<void> =>
  asLogin(app.databaseUrl, (session) => writeMark(session, KEY, 'SETTLED'));
