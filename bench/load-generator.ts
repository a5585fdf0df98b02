// Starts the process that generates the load, and sends it one load at a time.
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Load, LoadResult } from './load-process.js';

export interface LoadGenerator {
  send(load: Load): Promise<LoadResult>;
  stop(): void;
}

export function startLoadGenerator(): LoadGenerator {
  const child: ChildProcess = fork(fileURLToPath(new URL('load-process.ts', import.meta.url)), {
    env: { PATH: process.env.PATH, NODE_ENV: 'production' },
  });
  return {
    send: (load) =>
      new Promise((resolve, reject) => {
        if (!child.connected) throw new Error('The load generator has ended.');
        const onClose = () => reject(new Error('The load generator has ended.'));
        child.once('close', onClose);
        child.once('message', (result: LoadResult) => {
          child.off('close', onClose);
          resolve(result);
        });
        child.send(load);
      }),
    stop: () => child.kill(),
  };
}
