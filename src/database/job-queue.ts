// Whether the tables of the job queue are as this version needs them.
import type pg from 'pg';

/** The last of graphile-worker's migrations; a test compares it with the package. */
const JOB_QUEUE_LEVEL = 19;

/** Whether the queue has still to be made, or brought to this version's level. */
export async function isJobQueueBehind(session: pg.Client): Promise<boolean> {
  const { rows } = await session.query(`SELECT to_regclass('graphile_worker.migrations') AS name`);
  if (rows[0]?.name == null) return true;
  const level = await session.query<{ level: number | null }>(
    `SELECT max(id) AS level FROM graphile_worker.migrations`,
  );
  return (level.rows[0]?.level ?? 0) < JOB_QUEUE_LEVEL;
}
