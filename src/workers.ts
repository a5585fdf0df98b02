// The server as several processes that share its port: this one, the primary, starts them, gives one that has died a
// successor, and ends them. It answers no request itself, and hands each connection to a worker in turn, as Node's cluster
// does: one that is on its way to a worker as that dies is lost, and its client waits for as long as it will.
import { Logger } from '@nestjs/common';
import cluster, { type Worker } from 'node:cluster';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ServerConfig } from './config/config.js';
import { gatherMetrics } from './http/cluster-metrics.js';
import { loggerFor } from './log.js';
import type { RunningServer } from './server.js';
import { CONFIG_VARIABLE, type WorkerMessage } from './worker-messages.js';

/** Milliseconds after which a worker that was told to end is killed: it takes 10 seconds at most, unless it hangs. */
const HANGS = 12_000;
/** Milliseconds before a worker that has died is replaced, twice as many each time that its successor dies soon. */
const [SHORTEST_WAIT, LONGEST_WAIT] = [100, 30_000];
/** Milliseconds after which a death is not soon. */
const STABLE = 60_000;

interface RunningWorker {
  readonly pid: number | undefined;
  /** Rejects where the worker ends before it listens. */
  readonly url: Promise<string>;
  /** Why it ended. */
  readonly ended: Promise<string>;
}

class WorkerError extends Error {
  readonly code = 'WORKER_FAILED';
}

/** Resolves when all of them listen. Where one cannot, it ends all and throws what that one said. */
export async function serve(config: ServerConfig): Promise<RunningServer> {
  Logger.overrideLogger(loggerFor(config));
  cluster.setupPrimary({ exec: fileURLToPath(new URL('worker.js', import.meta.url)), args: [] });
  gatherMetrics();
  const start = () => startWorker(config);
  const workers = Array.from({ length: config.workers }, start);
  try {
    const [url = ''] = await Promise.all(workers.map((worker) => worker.url));
    const stopping = new AbortController();
    for (const worker of workers) void replaceWhenDead(worker, start, stopping.signal);
    return {
      url,
      stop: async () => {
        stopping.abort();
        await endWorkers();
      },
    };
  } catch (error) {
    await endWorkers();
    throw error;
  }
}

function startWorker(config: ServerConfig): RunningWorker {
  const worker = cluster.fork({ [CONFIG_VARIABLE]: JSON.stringify(config) });
  let failure: string | undefined;
  const ended = new Promise<string>((resolve) => {
    worker.once('exit', (code, signal) => resolve(failure ?? `it ended with ${signal ?? code}`));
    // It was not started, or a message does not reach it any more.
    worker.on('error', (error) => resolve(error.message));
  });
  const url = new Promise<string>((resolve, reject) => {
    worker.on('message', (message: WorkerMessage) => {
      if ('url' in message) resolve(message.url);
      if ('failure' in message) failure = message.failure;
    });
    void ended.then((why) => reject(new WorkerError(failure ?? `A worker did not start: ${why}.`)));
  });
  // Nobody waits for a successor to listen.
  url.catch(() => undefined);
  return { pid: worker.process.pid, url, ended };
}

async function replaceWhenDead(
  worker: RunningWorker,
  start: () => RunningWorker,
  stopping: AbortSignal,
): Promise<void> {
  const log = new Logger('Copydesk');
  let wait = SHORTEST_WAIT;
  for (let current = worker; ; current = start()) {
    const startedAt = performance.now();
    const why = await current.ended;
    if (stopping.aborted) return;
    wait = performance.now() - startedAt > STABLE ? SHORTEST_WAIT : Math.min(wait * 2, LONGEST_WAIT);
    log.error(`Worker ${current.pid} died: ${why}. Another one takes its place in ${wait / 1000} s.`);
    await sleep(wait);
    if (stopping.aborted) return;
  }
}

async function endWorkers(): Promise<void> {
  const workers = Object.values(cluster.workers ?? {}).filter(
    (worker): worker is Worker => worker !== undefined && !worker.isDead(),
  );
  const ended = workers.map((worker) => new Promise((resolve) => worker.once('exit', resolve)));
  const signal = (name: NodeJS.Signals) => workers.forEach((worker) => worker.process.kill(name));
  signal('SIGTERM');
  const hangs = setTimeout(() => signal('SIGKILL'), HANGS);
  await Promise.all(ended);
  clearTimeout(hangs);
}
