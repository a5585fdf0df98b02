// The servers as processes of their own, on ports of 127.0.0.1 that were free: started, found ready, ended.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { QuestionName } from '../questions.js';

export interface Server {
  readonly pid: number;
  readonly url: string;
  /** Where a question is to be sent. */
  at(question: QuestionName): string;
  /** Milliseconds from its start until it was ready. */
  readonly readyAfter: number;
  end(): Promise<void>;
}

const READY_TIMEOUT_MS = 60_000;
const POLL_MS = 5;
const AUTH_SECRET = randomBytes(32).toString('hex');
const running = new Set<Server>();

/** @param cache megabytes, or off */
export async function copydesk(databaseUrl: string, cache: string): Promise<Server> {
  const port = await freePort();
  const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
  const env = {
    ...{ NODE_ENV: 'production', LOG_LEVEL: 'warn', AUTH_SECRET, FOUR_EYES: 'off' },
    ...{ PORT: String(port), DATABASE_URL: databaseUrl, CACHE: cache },
  };
  return started([main], env, port, { ready: '/readyz', at: () => '/graphql' });
}

export const bare = (sizes: Readonly<Record<QuestionName, number>>) => ours('bare', [JSON.stringify(sizes)]);

export const expert = (databaseUrl: string, deep: number) => ours('expert', [databaseUrl, String(deep)]);

async function ours(name: 'bare' | 'expert', args: readonly string[]): Promise<Server> {
  const port = await freePort();
  const file = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  const command = ['--import', 'tsx', file, String(port), ...args];
  return started(command, { NODE_ENV: 'production' }, port, { ready: '/', at: (question) => `/${question}` });
}

async function started(
  command: readonly string[],
  env: Readonly<Record<string, string>>,
  port: number,
  paths: { readonly ready: string; readonly at: (question: QuestionName) => string },
): Promise<Server> {
  const start = performance.now();
  const child = spawn(process.execPath, command, {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  const ended = once(child, 'close');
  while (!(await answers(url + paths.ready))) {
    if (child.exitCode !== null) throw new Error(`${command.join(' ')} ended with ${child.exitCode}.`);
    if (performance.now() - start > READY_TIMEOUT_MS)
      throw new Error(`${command.join(' ')} does not get ready.`);
    await sleep(POLL_MS);
  }
  const server: Server = {
    pid: pidOf(child),
    url,
    at: (question) => url + paths.at(question),
    readyAfter: performance.now() - start,
    end: async () => {
      running.delete(server);
      child.kill('SIGTERM');
      await ended;
    },
  };
  running.add(server);
  return server;
}

export const endAllServers = () => Promise.all([...running].map((server) => server.end()));

/** Whether it answers, with anything but 503. */
async function answers(url: string): Promise<boolean> {
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
