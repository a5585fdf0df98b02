// Documents that clients name by their SHA-256 instead of sending them, as Apollo's automatic persisted queries have it:
// whoever knows the document sends it once beside its hash.
import { LRUCache } from 'lru-cache';
import { createHash } from 'node:crypto';

/** Characters of all documents together. */
const MOST = 4_000_000;

export class PersistedDocuments {
  private readonly texts = new LRUCache<string, string>({
    maxSize: MOST,
    sizeCalculation: (text) => text.length + 100,
  });

  /** The document that a request means by its extensions; undefined where that is for Apollo to judge. */
  textOf(query: unknown, extensions: unknown): string | undefined {
    const { persistedQuery, ...others } = (extensions ?? {}) as Record<string, unknown>;
    const { version, sha256Hash } = (persistedQuery ?? {}) as Record<string, unknown>;
    if (version !== 1 || typeof sha256Hash !== 'string' || Object.keys(others).length > 0) return undefined;
    const known = this.texts.get(sha256Hash);
    if (query === undefined || query === known) return known;
    if (typeof query !== 'string' || sha256Of(query) !== sha256Hash) return undefined;
    this.texts.set(sha256Hash, query);
    return query;
  }
}

const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');
