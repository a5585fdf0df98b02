// Reports the error that ends a command.
import { inspect } from 'node:util';
import { ConfigError } from './config/config.js';

/** Prints the error and ends the process with 1. */
export function exitWithError(error: unknown): never {
  console.error(describeError(error));
  process.exit(1);
}

/** The message of an error that the operator can mend; the error with its stack for any other. */
export function describeError(error: unknown): string {
  return operatorMessage(error) ?? inspect(error);
}

/** An error with a code is an unreachable server, a missing right or a folder in use. Its stack would not help. */
function operatorMessage(error: unknown): string | undefined {
  if (error instanceof ConfigError) return error.message;
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return error.message || String(error.code);
}
