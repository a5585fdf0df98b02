// Sends loads by the generator's process, one at a time.
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Load, Outcome } from './generator.js';

export interface Generator {
  send(load: Load): Promise<Outcome>;
  end(): void;
}

export function startGenerator(): Generator {
  const child: ChildProcess = fork(fileURLToPath(new URL('generator.ts', import.meta.url)), {
    env: { PATH: process.env.PATH, NODE_ENV: 'production' },
  });
  return {
    send: (load) =>
      new Promise((resolve, reject) => {
        if (!child.connected) throw new Error('The generator has ended.');
        const ended = () => reject(new Error('The generator has ended.'));
        child.once('close', ended);
        child.once('message', (outcome: Outcome) => {
          child.off('close', ended);
          resolve(outcome);
        });
        child.send(load);
      }),
    end: () => child.kill(),
  };
}
