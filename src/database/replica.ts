// The database that delivery reads where it has an address of its own. It may be behind the one that the desk writes to, and so
// may its clock. Or it is the same one, by a login of its own.
import sql, { raw } from 'sql-template-tag';
import { setTimeout as sleep } from 'node:timers/promises';
import { within } from './deadline.js';
import type { DeliveryDatabase } from './delivery.database.js';
import type { ListeningSession } from './listening-session.js';

/** Between two looks for a change: at first, and once it is known to take longer. */
const MIN_POLL_MS = 5;
const MAX_POLL_MS = 200;
/** What an answer may take. */
const MAX_ANSWER_MS = 1_000;

/** The database's name, and when its server started, to the microsecond. */
const IDENTITY = `current_database() || ' ' || extract(epoch FROM pg_postmaster_start_time())`;

export class Replica {
  /** Whether it is another database than the one that the desk writes to, as far as that is known. */
  isSeparate = true;
  /** Milliseconds that its clock may be ahead of the other one, and behind it. */
  clock = { ahead: 0, behind: 0 };

  constructor(private readonly delivery: DeliveryDatabase) {}

  /**
   * Resolves once it shows change number `seq`, of which `session` knows, or once `isOver`. Rejects where it or `session` does not
   * answer.
   */
  async shows(seq: number, session: ListeningSession, isOver: () => boolean): Promise<void> {
    for (let wait = MIN_POLL_MS; !isOver(); wait = Math.min(2 * wait, MAX_POLL_MS)) {
      // One that hangs must not keep the caller for as long as its connections wait.
      if ((await within(MAX_ANSWER_MS, this.delivery.lastChange())) >= seq) break;
      await sleep(wait);
    }
    this.clock = await this.comparedWith(session);
    // What was published a moment ago by the other clock.
    await sleep(this.clock.behind);
  }

  private async comparedWith(session: ListeningSession): Promise<Replica['clock']> {
    const askedAt = performance.now();
    const [primary] = await session.ask<{ now: string; identity: string }>(
      `SELECT clock_timestamp()::text AS now, ${IDENTITY} AS identity`,
    );
    const [replica] = await within(
      MAX_ANSWER_MS,
      this.delivery.query<{ ahead: number; identity: string }>(
        sql`SELECT (extract(epoch FROM clock_timestamp() - ${primary?.now}::timestamptz) * 1000)::float8 AS ahead,
                   ${raw(IDENTITY)} AS identity`,
      ),
    );
    this.isSeparate = replica?.identity !== primary?.identity;
    const ahead = replica?.ahead ?? 0;
    // Of two that go alike the one that is asked later seems ahead.
    const elapsed = performance.now() - askedAt;
    return { ahead: Math.max(0, ahead), behind: Math.max(0, elapsed - ahead) };
  }
}
