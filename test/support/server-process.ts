// The real server as a process of its own, from the sources, with nothing in its environment but what a test gives it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Ended {
  /** null where a signal ended it. */
  readonly code: number | null;
  readonly output: string;
}

export interface ServerProcess {
  /** Where it listens, from its log. Rejects where it ends instead, with what it said. */
  readonly url: Promise<string>;
  /** Where its metrics are, if they have a port of their own; to be asked once it listens. */
  readonly metricsUrl: () => string | undefined;
  readonly ended: Promise<Ended>;
  readonly kill: (signal: NodeJS.Signals) => Promise<Ended>;
}

const running = new Set<ChildProcess>();

/** @param file of ours, a command */
export function run(env: Readonly<Record<string, string>>, file = 'src/main.ts'): ServerProcess {
  const child = spawn(process.execPath, ['--import', './test/support/typescript.js', file], {
    env: { PATH: process.env.PATH, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  const ended = once(child, 'close').then(([code]): Ended => {
    running.delete(child);
    return { code: code as number | null, output };
  });
  const url = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        const [, address] = /Listening on (\S+)/.exec(output) ?? [];
        if (address !== undefined) resolve(address);
      });
    }
    void ended.then(() => reject(new Error(`It ended instead of starting:\n${output}`)));
  });
  // Who waits for its end does not ask where it listens.
  url.catch(() => undefined);
  return {
    url,
    metricsUrl: () => /Metrics on (\S+)/.exec(output)?.[1],
    ended,
    kill: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

/** What a failed test has left. */
export async function endAll(): Promise<void> {
  await Promise.all(
    [...running].map(async (child) => {
      const end = once(child, 'close');
      child.kill('SIGKILL');
      await end;
    }),
  );
}
