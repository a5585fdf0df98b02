// The keys of the history's hashes. A hash is stored with the id of its key, so that a new key leaves what the old ones vouch for.
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

export interface HistoryKey {
  /** Tells keys apart, and nothing of the key. */
  readonly id: string;
  /** HMAC-SHA-256 of `text`, hex. */
  hash(text: string): string;
}

function historyKey(secret: string): HistoryKey {
  const key: KeyObject = createSecretKey(Buffer.from(secret, 'utf8'));
  const hash = (text: string) => createHmac('sha256', key).update(text).digest('hex');
  return { id: hash('["key"]').slice(0, 16), hash };
}

/** In the same order: the current one first. */
export const keyring = (secrets: readonly string[]): readonly HistoryKey[] => secrets.map(historyKey);
