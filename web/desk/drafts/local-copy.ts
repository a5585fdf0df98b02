// What this tab keeps of one draft in this browser.
import type { DraftBase, DraftContent } from './draft-content.js';
import { NEW_ARTICLE, type DraftStore } from './draft-store.js';

export class LocalCopy {
  private writing: Promise<boolean> = Promise.resolve(true);
  /** The write that waits for the one under way, and takes the latest text when its turn comes. */
  private waiting: Promise<boolean> | undefined;
  private writtenAs = NEW_ARTICLE;

  constructor(
    private readonly store: DraftStore,
    private readonly owner: { readonly viewerId: string; readonly tabId: string },
  ) {}

  /**
   * @param draft asked for when its turn has come, so that the latest is written; `content` is undefined where all of it is in a
   * revision
   * @returns whether this browser has it
   */
  write(
    draft: () => {
      readonly articleId: string | undefined;
      readonly base: DraftBase | undefined;
      readonly content: DraftContent | undefined;
      readonly autosavedAt: string | undefined;
    },
  ): Promise<boolean> {
    this.waiting ??= this.writing = this.writing.then(async () => {
      this.waiting = undefined;
      const { articleId: articleKey = NEW_ARTICLE, base, content, autosavedAt } = draft();
      const key = { ...this.owner, articleKey };
      try {
        if (content === undefined) await this.store.remove(key);
        else await this.store.put({ ...key, base, content, autosavedAt, at: Date.now() });
        // A new article has become one with an id.
        if (this.writtenAs !== articleKey) await this.store.remove({ ...key, articleKey: this.writtenAs });
        this.writtenAs = articleKey;
        return true;
      } catch {
        // There is no storage, as in some private windows, or it is full.
        return content === undefined;
      }
    });
    return this.writing;
  }
}
