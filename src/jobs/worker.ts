// graphile-worker, as it is used here. A module of its own, so that it is loaded when the server has started, and not before.
import { Logger, parseCronItems, run, type Runner } from 'graphile-worker';
import type pg from 'pg';

/** A notification tells of new jobs; this finds what was to be tried again. */
const POLL_INTERVAL_MS = 10_000;

/** By name. */
export type Tasks = Readonly<Record<string, () => Promise<void>>>;

/** Works off jobs, one at a time; each task is added when it starts, and every minute by one of all servers. */
export async function startWorker(pgPool: pg.Pool, tasks: Tasks): Promise<Runner> {
  const names = Object.keys(tasks);
  const runner = await run({
    pgPool,
    // What it says of the database is said elsewhere, and what tasks come to is theirs to say.
    logger: new Logger(() => () => undefined),
    noHandleSignals: true,
    // Only in batches does a failure to say that a job is done end the runner; else it is an unhandled rejection, which ends the process.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    concurrency: 1,
    pollInterval: POLL_INTERVAL_MS,
    taskList: tasks,
    // A job that is still waiting is replaced, one that is running is left to itself.
    parsedCronItems: parseCronItems(
      names.map((task) => ({ task, match: '* * * * *', options: { jobKey: task } })),
    ),
  });
  // Who called awaits it later than it may reject.
  runner.promise.catch(() => undefined);
  // Each server has one of its own, so that they share the work. Where it cannot be added, the next minute's does it.
  for (const name of names) await runner.addJob(name, {}, { maxAttempts: 1 }).catch(() => undefined);
  return runner;
}
