// The secret that signs tokens where the environment gives none: made once, kept in the data directory, and the same
// for every server that starts there.

import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The secret in `dataDir`, 32 random bytes as base64url, made where there is none yet. Throws what the disk throws. */
export function keptAuthSecret(dataDir: string): string {
  const file = join(dataDir, 'auth-secret');
  return readSecret(file) ?? makeSecret(dataDir, file);
}

function readSecret(file: string): string | undefined {
  let secret: string;
  try {
    secret = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
  if (Buffer.byteLength(secret) < 32) throw new Error(`${file} holds less than 32 bytes`);
  return secret;
}

function makeSecret(dataDir: string, file: string): string {
  mkdirSync(dataDir, { recursive: true });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    // A link appears whole or not at all, and never over another server's: the first one's secret is everybody's.
    linkSync(draft, file);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(draft);
  }
  const secret = readSecret(file);
  if (secret === undefined) throw new Error(`${file} vanished`);
  return secret;
}

function isCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
