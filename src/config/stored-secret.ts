// Secrets that the environment does not have: each created once in the data directory, in a file of its own, and shared by every
// server that starts there.

import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const MIN_SECRET_BYTES = 32;

/**
 * What the file `name` in `dataDir` holds: 32 random bytes as base64url, where it was created here.
 * @throws Error where the file system fails, or the file is too short
 */
export function readOrCreateSecret(dataDir: string, name: string): string {
  return readSecret(dataDir, name) ?? createSecret(dataDir, name);
}

/** @returns undefined where there is none yet */
export function readSecret(dataDir: string, name: string): string | undefined {
  const file = join(dataDir, name);
  let secret: string;
  try {
    secret = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
  if (Buffer.byteLength(secret) < MIN_SECRET_BYTES)
    throw new Error(`${file} holds less than ${MIN_SECRET_BYTES} bytes`);
  return secret;
}

function createSecret(dataDir: string, name: string): string {
  const file = join(dataDir, name);
  mkdirSync(dataDir, { recursive: true });
  const temporaryFile = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(temporaryFile, `${randomBytes(MIN_SECRET_BYTES).toString('base64url')}\n`, {
    mode: 0o600,
    flag: 'wx',
  });
  try {
    // A link appears with its whole content and never replaces a file, so all servers share the secret of the first one.
    linkSync(temporaryFile, file);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(temporaryFile);
  }
  const secret = readSecret(dataDir, name);
  if (secret === undefined) throw new Error(`${file} vanished`);
  return secret;
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
