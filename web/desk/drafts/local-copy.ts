// What this tab keeps of one draft in this browser.
import type { DraftBase, DraftContent } from './draft-content.js';
import { NEW_ARTICLE, type DraftStore } from './draft-store.js';

interface DraftToKeep {
  readonly articleId: string | undefined;
  readonly base: DraftBase | undefined;
  /** undefined where all of it is in a revision. */
  readonly content: DraftContent | undefined;
  readonly autosavedAt: string | undefined;
}

export class LocalCopy {
  private writtenAs = NEW_ARTICLE;

  constructor(
    private readonly store: DraftStore,
    private readonly owner: { readonly viewerId: string; readonly tabId: string },
  ) {}

  /**
   * Begins at once, whatever is still being written: the page may be gone the next moment. The browser keeps writes in their order.
   * @returns whether this browser has it
   */
  async write({
    articleId: articleKey = NEW_ARTICLE,
    base,
    content,
    autosavedAt,
  }: DraftToKeep): Promise<boolean> {
    const key = { ...this.owner, articleKey };
    const before = this.writtenAs;
    this.writtenAs = articleKey;
    try {
      if (content === undefined) await this.store.remove(key);
      else await this.store.put({ ...key, base, content, autosavedAt, at: Date.now() });
      // A new article has become one with an id.
      if (before !== articleKey) await this.store.remove({ ...key, articleKey: before });
      return true;
    } catch {
      // There is no storage, as in some private windows, or it is full.
      return content === undefined;
    }
  }
}
