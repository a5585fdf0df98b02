// Makes the tables of the job queue. graphile-worker's own migrations do, in a schema of its own; they are run with ours, by the login
// that migrates, and what follows them gives the desk's role its part. A module of its own, so that the package is loaded only where
// there is something to do: it would delay every start.
import { Logger, runMigrations } from 'graphile-worker';
import type pg from 'pg';

/** Its tables are closed to all but their owner. The desk's role adds jobs and works them off; delivery's has nothing to do with them. */
const TABLES = ['_private_jobs', '_private_job_queues', '_private_known_crontabs', '_private_tasks'];
const RIGHTS = `
  GRANT USAGE ON SCHEMA graphile_worker TO copydesk_desk;
  GRANT SELECT ON graphile_worker.jobs, graphile_worker.migrations TO copydesk_desk;
  GRANT USAGE ON ALL SEQUENCES IN SCHEMA graphile_worker TO copydesk_desk;
  REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA graphile_worker FROM PUBLIC;
  GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA graphile_worker TO copydesk_desk;
  ${TABLES.map(
    (table) => `
  GRANT SELECT, INSERT, UPDATE, DELETE ON graphile_worker.${table} TO copydesk_desk;
  DROP POLICY IF EXISTS desk ON graphile_worker.${table};
  CREATE POLICY desk ON graphile_worker.${table} TO copydesk_desk USING (true);`,
  ).join('')}`;

/** To be called by one session at a time. What failed half-way goes on where it stopped. */
export async function migrateJobQueue(session: pg.Client, url: string): Promise<void> {
  await runMigrations({ connectionString: url, logger: new Logger(() => () => undefined) });
  await session.query(`BEGIN; ${RIGHTS} COMMIT;`);
}
