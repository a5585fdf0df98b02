// The real server as a process of its own, bundled as a user's is, with nothing in its environment but what a test gives it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Ended {
  /** null where a signal ended it. */
  readonly code: number | null;
  readonly output: string;
}

export interface ServerProcess {
  /** Where it listens, from its log. Rejects with the log where it ends instead. */
  readonly url: Promise<string>;
  /** Where its metrics are, if they have a port of their own; known once it listens. */
  metricsUrl(): string | undefined;
  /** Its log so far. */
  output(): string;
  /** Reads its log no more: what it goes on to write fails. */
  closeLog(): void;
  readonly ended: Promise<Ended>;
  /** The ids of those of its processes that have logged such a line. */
  processes(line: RegExp): readonly number[];
  kill(signal: NodeJS.Signals): Promise<Ended>;
}

export interface Commands {
  /**
   * @param file of the bundle, or of another folder
   * @param log where it writes its log, as a file descriptor; it is read here if not given
   */
  run(env: Readonly<Record<string, string>>, file?: string, log?: number): ServerProcess;
  /** Kills what a failed test has left. */
  endAll(): Promise<void>;
}

export function commands(): Commands {
  const folder = process.env.TEST_BUNDLE;
  if (folder === undefined) throw new Error('TEST_BUNDLE is missing: it is set by global-setup.js.');
  const { TEST_NODE = process.execPath } = process.env;
  const running = new Set<ChildProcess>();
  const endAll = async () => {
    await Promise.all(
      [...running].map(async (child) => {
        const end = once(child, 'close');
        child.kill('SIGKILL');
        await end;
      }),
    );
  };
  return {
    run: (env, file = 'main.js', log?) => {
      const child = spawn(TEST_NODE, [resolve(folder, file)], {
        env: { PATH: process.env.PATH, NO_COLOR: '1', ...env },
        stdio: ['ignore', log ?? 'pipe', log ?? 'pipe'],
      });
      running.add(child);
      child.once('close', () => running.delete(child));
      return watched(child);
    },
    endAll,
  };
}

function watched(child: ChildProcess): ServerProcess {
  let output = '';
  const ended = once(child, 'close').then(([code]): Ended => ({ code: code as number | null, output }));
  const url = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        const [, address] = /Listening on ([^\s"]+)/.exec(output) ?? [];
        if (address !== undefined) resolve(address);
      });
    }
    void ended.then(() => reject(new Error(`It ended instead of starting:\n${output}`)));
  });
  // A test that only waits for the end handles no rejection.
  url.catch(() => undefined);
  return {
    url,
    metricsUrl: () => /Metrics on ([^\s"]+)/.exec(output)?.[1],
    output: () => output,
    closeLog: () => {
      child.stdout?.destroy();
      child.stderr?.destroy();
    },
    ended,
    processes: (what: RegExp) => {
      const lines = output.split('\n').filter((line) => what.test(line));
      return [...new Set(lines.flatMap((line) => Number(/"pid":(\d+)/.exec(line)?.[1] ?? [])))];
    },
    kill: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

/** One that has ended may stay in the process table where nobody takes it out, as in some containers. */
export function isRunning(pid: number): boolean {
  const status = `/proc/${pid}/stat`;
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return !existsSync(status) || !readFileSync(status, 'utf8').includes(') Z ');
}

/** The process of the embedded PostgreSQL in a data directory; undefined where none runs, or has not yet written who it is. */
export function postmasterPid(dataDir: string): number | undefined {
  const file = join(dataDir, 'postgres', 'data', 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) || undefined : undefined;
}

export async function until(condition: () => boolean | Promise<boolean>, timeoutMs = 30_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Timed out waiting for: ${condition.toString()}`);
    await sleep(20);
  }
}
