// Cached responses: bounded in bytes, the least recently used out first, and invalidated by their tags. It knows nothing
// of HTTP, nor of who says what has changed.
import { LRUCache } from 'lru-cache';

export interface StoredResponse {
  /** Its share of the bound. */
  readonly bytes: number;
  readonly tags: readonly string[];
  /** The version of the store up to which no tag of the response has been invalidated since it was executed. */
  version: number;
}

/** How many changes are remembered for responses that are being executed meanwhile. */
const MAX_REMEMBERED_CHANGES = 1000;

export class ResponseStore<R extends StoredResponse> {
  /** undefined where nothing is cached. */
  private readonly responses: LRUCache<string, R> | undefined;
  private readonly keysByTag = new Map<string, Set<string>>();
  private recent: (readonly string[] | 'everything')[] = [];
  private forgotten = 0;

  constructor(maxBytes: number) {
    if (maxBytes === 0) return;
    this.responses = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: (response, key) => response.bytes + 2 * key.length,
      dispose: (response, key) => this.removeTags(response, key),
    });
  }

  get size(): { readonly responses: number; readonly bytes: number } {
    return { responses: this.responses?.size ?? 0, bytes: this.responses?.calculatedSize ?? 0 };
  }

  get(key: string): R | undefined {
    const response = this.responses?.get(key);
    if (response !== undefined) response.version = this.version();
    return response;
  }

  /** Counts invalidations. To be read before a response is executed. */
  version(): number {
    return this.forgotten + this.recent.length;
  }

  /** Whether no tag of it has been invalidated since its version. */
  isCurrent({ version, tags }: R): boolean {
    if (version < this.forgotten) return false;
    return !this.recent.slice(version - this.forgotten).some((touched) => touches(touched, tags));
  }

  set(key: string, response: R): void {
    if (this.responses === undefined || !this.isCurrent(response)) return;
    this.responses.set(key, response);
    // A response that is larger than the bound is not in the cache now.
    if (!this.responses.has(key)) return;
    for (const tag of response.tags) {
      const keys = this.keysByTag.get(tag);
      if (keys === undefined) this.keysByTag.set(tag, new Set([key]));
      else keys.add(key);
    }
  }

  invalidate(touched: readonly string[] | 'everything'): void {
    this.recent.push(touched);
    if (this.recent.length > MAX_REMEMBERED_CHANGES) {
      this.forgotten += this.recent.length - MAX_REMEMBERED_CHANGES;
      this.recent = this.recent.slice(-MAX_REMEMBERED_CHANGES);
    }
    if (touched === 'everything') {
      this.responses?.clear();
      return;
    }
    for (const tag of touched) {
      for (const key of [...(this.keysByTag.get(tag) ?? [])]) this.responses?.delete(key);
    }
  }

  private removeTags(response: R, key: string): void {
    for (const tag of response.tags) {
      const keys = this.keysByTag.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) this.keysByTag.delete(tag);
    }
  }
}

const touches = (touched: readonly string[] | 'everything', tags: readonly string[]): boolean =>
  touched === 'everything' || touched.some((tag) => tags.includes(tag));
