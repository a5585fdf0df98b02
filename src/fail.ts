// How a command of ours ends that could not do what it was asked.
import { inspect } from 'node:util';
import { ConfigError } from './config/config.js';

export function fail(error: unknown): never {
  console.error(reasonOf(error));
  process.exit(1);
}

/** What a person can mend is told in a sentence, anything else in full. */
export function reasonOf(error: unknown): string {
  return sentence(error) ?? inspect(error);
}

/** What has a code is a server that does not answer, a right that is missing, a folder in use: no stack helps there. */
function sentence(error: unknown): string | undefined {
  if (error instanceof ConfigError) return error.message;
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return error.message || String(error.code);
}
