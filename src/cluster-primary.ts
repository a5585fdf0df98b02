// The primary process of a server with several workers, which share its port. It starts the workers, replaces a worker that has
// died, and stops them. It answers no request itself: Node's cluster hands each connection to a worker in turn.
import { Logger } from '@nestjs/common';
import cluster, { type Worker } from 'node:cluster';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ServerConfig } from './config/config.js';
import { aggregateMetrics } from './http/cluster-metrics.js';
import { loggerFor } from './log.js';
import type { RunningServer } from './server.js';
import { CONFIG_VARIABLE, type WorkerMessage } from './worker-ipc.js';

/** A worker stops within 10 seconds of the signal unless it hangs. After this time it is killed. */
const KILL_AFTER_MS = 12_000;
/** Delay before a dead worker is replaced. It doubles each time that the replacement dies soon. */
const [MIN_RESTART_DELAY_MS, MAX_RESTART_DELAY_MS] = [100, 30_000];
/** A worker that ran for this long did not die soon. */
const STABLE_AFTER_MS = 60_000;

interface RunningWorker {
  readonly pid: number | undefined;
  /** Rejects if the worker exits before it listens. */
  readonly url: Promise<string>;
  /** Resolves with the reason for the exit. */
  readonly ended: Promise<string>;
}

class WorkerError extends Error {
  readonly code = 'WORKER_FAILED';
}

/** Resolves when all workers listen. If one cannot, stops all and throws that worker's failure. */
export async function serve(config: ServerConfig): Promise<RunningServer> {
  Logger.overrideLogger(loggerFor(config));
  cluster.setupPrimary({ exec: fileURLToPath(new URL('worker.js', import.meta.url)), args: [] });
  aggregateMetrics();
  // Background jobs run in the first worker, and in its replacement.
  const starts = Array.from(
    { length: config.workers },
    (_, i) => () => startWorker({ ...config, backgroundJobs: config.backgroundJobs && i === 0 }),
  );
  const workers = starts.map((start) => ({ start, worker: start() }));
  try {
    const [url = ''] = await Promise.all(workers.map(({ worker }) => worker.url));
    const stopping = new AbortController();
    for (const { worker, start } of workers) void replaceWhenDead(worker, start, stopping.signal);
    return {
      url,
      stop: async () => {
        stopping.abort();
        await stopWorkers();
      },
    };
  } catch (error) {
    await stopWorkers();
    throw error;
  }
}

function startWorker(config: ServerConfig): RunningWorker {
  const worker = cluster.fork({ [CONFIG_VARIABLE]: JSON.stringify(config) });
  closeUndelivered(worker);
  let failure: string | undefined;
  const ended = new Promise<string>((resolve) => {
    worker.once('exit', (code, signal) => resolve(failure ?? `it ended with ${signal ?? code}`));
    // The worker could not be started, or a message no longer reaches it.
    worker.on('error', (error) => resolve(error.message));
  });
  const url = new Promise<string>((resolve, reject) => {
    worker.on('message', (message: WorkerMessage) => {
      if ('url' in message) resolve(message.url);
      if ('failure' in message) failure = message.failure;
    });
    void ended.then((reason) => reject(new WorkerError(failure ?? `A worker did not start: ${reason}.`)));
  });
  // Nobody awaits the replacement's url.
  url.catch(() => undefined);
  return { pid: worker.process.pid, url, ended };
}

/**
 * Closes the connection that was on its way to a worker when the worker died. Node's cluster sends one at a time, keeps it open
 * until the worker has confirmed it, and forgets it where the worker dies first: the client would wait until its own timeout.
 */
function closeUndelivered({ process }: Worker): void {
  let last: { close?(): void } | undefined;
  const send = process.send.bind(process) as (...args: unknown[]) => boolean;
  const sendAndRemember = (message: object, handle?: { close?(): void }, ...rest: unknown[]) => {
    last = handle ?? last;
    return send(message, handle, ...rest);
  };
  process.send = sendAndRemember as typeof process.send;
  // A connection that the worker has is closed here already; closing it again does nothing.
  process.once('exit', () => last?.close?.());
}

async function replaceWhenDead(
  worker: RunningWorker,
  start: () => RunningWorker,
  stopping: AbortSignal,
): Promise<void> {
  const log = new Logger('Copydesk');
  let delay = MIN_RESTART_DELAY_MS;
  for (let current = worker; ; current = start()) {
    const startedAt = performance.now();
    const reason = await current.ended;
    if (stopping.aborted) return;
    delay =
      performance.now() - startedAt > STABLE_AFTER_MS
        ? MIN_RESTART_DELAY_MS
        : Math.min(delay * 2, MAX_RESTART_DELAY_MS);
    log.error(`Worker ${current.pid} died: ${reason}. Another one takes its place in ${delay / 1000} s.`);
    await sleep(delay);
    if (stopping.aborted) return;
  }
}

async function stopWorkers(): Promise<void> {
  const workers = Object.values(cluster.workers ?? {}).filter(
    (worker): worker is Worker => worker !== undefined && !worker.isDead(),
  );
  const ended = workers.map((worker) => new Promise((resolve) => worker.once('exit', resolve)));
  const signal = (name: NodeJS.Signals) => workers.forEach((worker) => worker.process.kill(name));
  signal('SIGTERM');
  const killTimer = setTimeout(() => signal('SIGKILL'), KILL_AFTER_MS);
  await Promise.all(ended);
  clearTimeout(killTimer);
}
