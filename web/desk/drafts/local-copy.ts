// This tab's entry in the draft store.
import type { DraftBase, DraftContent } from './draft-content.js';
import { NEW_ARTICLE, type DraftStore } from './draft-store.js';

interface LocalDraft {
  readonly articleId: string | undefined;
  readonly base: DraftBase | undefined;
  /** undefined where there is nothing unsaved: the entry is removed. */
  readonly content: DraftContent | undefined;
  readonly autosavedAt: string | undefined;
}

export class LocalCopy {
  private writtenKey = NEW_ARTICLE;

  constructor(
    private readonly store: DraftStore,
    private readonly owner: { readonly viewerId: string; readonly tabId: string },
  ) {}

  /**
   * Starts at once, without waiting for an earlier write: the page may be gone the next moment. IndexedDB keeps writes in order.
   * @returns whether the content is stored
   */
  async write({
    articleId: articleKey = NEW_ARTICLE,
    base,
    content,
    autosavedAt,
  }: LocalDraft): Promise<boolean> {
    const key = { ...this.owner, articleKey };
    const before = this.writtenKey;
    this.writtenKey = articleKey;
    try {
      if (content === undefined) await this.store.remove(key);
      else await this.store.put({ ...key, base, content, autosavedAt, at: Date.now() });
      // A new article has got its id.
      if (before !== articleKey) await this.store.remove({ ...key, articleKey: before });
      return true;
    } catch {
      // Some private windows have no storage; others are full.
      return content === undefined;
    }
  }
}
