// A command of the bundle, run to its end with nothing in its environment but what a test gives it.
import { execFile } from 'node:child_process';
import { join } from 'node:path';

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function runCommand(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Outcome> {
  const { TEST_NODE = process.execPath, TEST_BUNDLE = '', PATH } = process.env;
  return new Promise((resolve) => {
    const child = execFile(
      TEST_NODE,
      [join(TEST_BUNDLE, program), ...args],
      { env: { PATH, ...env } },
      (_, stdout, stderr) => resolve({ code: child.exitCode, stdout, stderr }),
    );
  });
}
