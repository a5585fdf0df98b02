// Starts each server as a process of its own on a free port of 127.0.0.1, waits until it is ready, and stops it.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DELIVERY_PATH } from '../../src/config/paths.js';
import type { OperationName } from '../operations.js';

export interface Server {
  readonly pid: number;
  readonly url: string;
  /** The URL that takes requests for this operation. */
  urlFor(operation: OperationName): string;
  /** From the start of the process until it was ready. */
  readonly readyAfterMs: number;
  stop(): Promise<void>;
}

const READY_TIMEOUT_MS = 60_000;
const POLL_INTERVAL_MS = 5;
const AUTH_SECRET = randomBytes(32).toString('hex');
const METRICS_TOKEN = randomBytes(32).toString('hex');
const running = new Set<Server>();

/**
 * @param cache megabytes, or off
 * @param more variables, in place of those that all have
 * @param log the file descriptor that its log is written to; without it, the log is lost
 */
export async function startCopydesk(
  databaseUrl: string,
  cache: string,
  more: Readonly<Record<string, string>> = {},
  log?: number,
): Promise<Server> {
  const port = await freePort();
  const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
  const env = {
    ...{ NODE_ENV: 'production', LOG_LEVEL: 'warn', AUTH_SECRET, METRICS_TOKEN, FOUR_EYES: 'off' },
    ...{ PORT: String(port), DATABASE_URL: databaseUrl, CACHE: cache },
    ...more,
  };
  return startServer([main], env, port, { ready: '/readyz', forOperation: () => DELIVERY_PATH }, log);
}

export const startBare = (responseBytes: Readonly<Record<OperationName, number>>) =>
  startScript('bare', [JSON.stringify(responseBytes)]);

export const startExpert = (databaseUrl: string, deepPageOffset: number) =>
  startScript('expert', [databaseUrl, String(deepPageOffset)]);

async function startScript(name: 'bare' | 'expert', args: readonly string[]): Promise<Server> {
  const port = await freePort();
  const file = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  const command = ['--import', 'tsx', file, String(port), ...args];
  return startServer(command, { NODE_ENV: 'production' }, port, {
    ready: '/',
    forOperation: (operation) => `/${operation}`,
  });
}

async function startServer(
  command: readonly string[],
  env: Readonly<Record<string, string>>,
  port: number,
  paths: { readonly ready: string; readonly forOperation: (operation: OperationName) => string },
  log?: number,
): Promise<Server> {
  const start = performance.now();
  const child = spawn(process.execPath, command, {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', log ?? 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  const closed = once(child, 'close');
  while (!(await isReady(url + paths.ready))) {
    if (child.exitCode !== null) throw new Error(`${command.join(' ')} ended with ${child.exitCode}.`);
    if (performance.now() - start > READY_TIMEOUT_MS)
      throw new Error(`${command.join(' ')} does not get ready.`);
    await sleep(POLL_INTERVAL_MS);
  }
  const server: Server = {
    pid: pidOf(child),
    url,
    urlFor: (operation) => url + paths.forOperation(operation),
    readyAfterMs: performance.now() - start,
    stop: async () => {
      running.delete(server);
      child.kill('SIGTERM');
      await closed;
    },
  };
  running.add(server);
  return server;
}

/** @throws Error where Copydesk does not show its metrics */
export async function metricsOf({ url }: Server): Promise<string> {
  const response = await fetch(`${url}/metrics`, { headers: { Authorization: `Bearer ${METRICS_TOKEN}` } });
  if (!response.ok) throw new Error(`/metrics answered with ${response.status}.`);
  return response.text();
}

export const stopAllServers = () => Promise.all([...running].map((server) => server.stop()));

/** Whether the server responds, with any status but 503. */
async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.arrayBuffer();
    return response.status !== 503;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

function pidOf({ pid }: ChildProcess): number {
  if (pid === undefined) throw new Error('The process did not start.');
  return pid;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
