// Saves a draft while it is written: locally with every keystroke, as an autosave on the server at pauses, and as a revision when
// the viewer saves.
import { adoptRevision } from './adopt-revision.js';
import type { SavedRevision } from './draft-api.js';
import {
  changesOf,
  EMPTY_DRAFT,
  isSavedAs,
  isSameDraft,
  type DraftBase,
  type DraftContent,
} from './draft-content.js';
import {
  openedDraft,
  statusOf,
  type DraftSaverOptions,
  type DraftState,
  type SaveOutcome,
  type SaveStatus,
  type SaveKind,
} from './draft-state.js';
import { LocalCopy } from './local-copy.js';
import { isConflict, isTemporary, TitleRequired } from './save-errors.js';
import { SaveQueue } from './save-queue.js';
import { Timers } from './timers.js';

export const AUTOSAVE_AFTER_MS = 2_000;
/** Listeners are notified of a body's changes only after so long without a keystroke. */
export const NOTIFY_AFTER_MS = 400;

export class DraftSaver {
  content: DraftContent;
  private state: DraftState;
  private base: SavedRevision | undefined;
  /** The content that the server has: of a revision, or of the viewer's autosave. */
  private onServer: DraftContent;
  /** The content of the request that is running. */
  private sending: DraftContent;
  private readonly localCopy: LocalCopy;
  private readonly timers = new Timers<'autosave' | 'notify'>();
  private readonly listeners = new Set<() => void>();
  private readonly queue = new SaveQueue({
    attempt: (kind) => this.attempt(kind),
    onError: (error) => this.publish({ problem: { error, content: this.sending } }),
    onChange: () => this.publish(),
  });

  constructor(private readonly options: DraftSaverOptions) {
    this.localCopy = new LocalCopy(options.store, { viewerId: options.viewerId, tabId: options.tabId });
    this.base = options.base;
    this.content = this.onServer = this.sending = this.baseContent;
    this.state = openedDraft(this.base);
  }

  readonly snapshot = (): DraftState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Whether the content differs from the revision that it is based on. */
  get isDirty(): boolean {
    return !isSameDraft(this.content, this.writtenOn?.content ?? EMPTY_DRAFT);
  }

  /** Called with every change that the viewer makes. Listeners are notified of a body's changes at the next pause only. */
  change(changes: Partial<DraftContent>): void {
    this.content = { ...this.content, ...changes };
    void this.storeLocally();
    this.timers.start('autosave', AUTOSAVE_AFTER_MS, () => this.queue.autosave());
    this.timers.start('notify', NOTIFY_AFTER_MS, () => this.publish());
    const isBodyAlone = 'body' in changes && Object.keys(changes).length === 1;
    if (!isBodyAlone || this.state.isRevision || this.statusNow() !== this.state.status) this.publish();
  }

  /** Autosaves at once: called when the focus leaves a field, or the page is hidden. */
  pause(): void {
    void this.storeLocally();
    if (!isSameDraft(this.content, this.onServer)) this.queue.autosave();
  }

  /** Saves a revision, if anything has changed. */
  save(): Promise<SaveOutcome> {
    return this.state.conflict === undefined ? this.queue.save() : Promise.resolve('conflict');
  }

  /** Called when the connection is back. */
  retryNow(): void {
    this.queue.retryNow();
  }

  /** Stores the draft in this browser. Called with every change, and before the page may end. */
  async storeLocally(): Promise<void> {
    const isStoredLocally = await this.localCopy.write({
      articleId: this.base?.articleId,
      base: this.writtenOn,
      content: this.isDirty ? this.content : undefined,
      autosavedAt: this.state.autosavedAt,
    });
    if (isStoredLocally !== this.state.isStoredLocally) this.publish({ isStoredLocally });
  }

  /** Saves the merged content on the revision that the draft was in conflict with. */
  resolveConflict(content: DraftContent): Promise<SaveOutcome> {
    this.rebaseOnTheirs(content);
    return this.save();
  }

  /** Replaces the viewer's text by the revision that it was in conflict with. */
  async discardMine(): Promise<void> {
    const { conflict } = this.state;
    if (conflict === undefined) return;
    this.rebaseOnTheirs(conflict.theirs.content);
    this.onServer = this.content;
    this.publish({ autosavedAt: undefined });
    await this.storeLocally();
    await this.options.api.discardAutosave(conflict.theirs.articleId).catch(() => undefined);
  }

  /** Opens a conflict between the base and the viewer's text, which is based on an earlier revision. */
  openConflict(base: DraftBase, mine: DraftContent): void {
    if (this.base === undefined) return;
    this.content = mine;
    this.publish({ conflict: { base, mine, theirs: this.base } });
    void this.storeLocally();
  }

  /** Takes a newer revision as base and content. @returns false, and does nothing, while there are unsaved changes */
  loadRevision(revision: SavedRevision): boolean {
    if (this.isDirty || this.queue.running !== undefined) return false;
    this.base = revision;
    this.content = this.onServer = revision.content;
    this.publish({ autosavedAt: undefined });
    return true;
  }

  close(): void {
    void this.storeLocally();
    this.queue.close();
    this.timers.stopAll();
    this.listeners.clear();
  }

  private get baseContent(): DraftContent {
    return this.base?.content ?? EMPTY_DRAFT;
  }

  /** In a conflict this is the revision that the draft was begun on, not the one that it conflicts with. */
  private get writtenOn(): DraftBase | undefined {
    return this.state.conflict?.base ?? this.base;
  }

  private rebaseOnTheirs(content: DraftContent): void {
    const { conflict } = this.state;
    if (conflict === undefined) return;
    this.base = conflict.theirs;
    this.content = content;
    this.publish({ conflict: undefined, problem: undefined });
  }

  private async attempt(kind: SaveKind): Promise<SaveOutcome> {
    const { content } = this;
    this.sending = content;
    if (kind === 'autosave') return this.autosave(content);
    try {
      return await this.saveRevision(content);
    } catch (error) {
      if (!isConflict(error)) throw error;
      return this.meetConflict(content);
    }
  }

  private async saveRevision(content: DraftContent): Promise<SaveOutcome> {
    const { base } = this;
    const { api } = this.options;
    if (!this.isDirty) {
      // The viewer may have undone all changes by hand: then the autosave is discarded.
      await this.autosave(content);
      return 'unchanged';
    }
    this.publish({ problem: undefined });
    if (base === undefined) {
      if (content.title.trim() === '') throw new TitleRequired();
      return this.adopt(await api.create(content), content);
    }
    const changes = changesOf(base.content, content);
    return this.adopt(await api.save(base.articleId, base.revisionId, changes), content);
  }

  private async autosave(content: DraftContent): Promise<SaveOutcome> {
    const { base, writtenOn } = this;
    const { api } = this.options;
    if (!base || !writtenOn || isSameDraft(content, this.onServer)) return 'unchanged';
    this.publish();
    const changes = changesOf(writtenOn.content, content);
    let autosavedAt: string | undefined;
    if (Object.keys(changes).length === 0) await api.discardAutosave(base.articleId);
    else autosavedAt = await api.autosave(base.articleId, writtenOn.revisionId, changes);
    this.onServer = content;
    const { problem } = this.state;
    this.publish({ autosavedAt, problem: problem && isTemporary(problem.error) ? undefined : problem });
    void this.storeLocally();
    return 'saved';
  }

  private async adopt(saved: SavedRevision, sent: DraftContent): Promise<'saved'> {
    const next = adoptRevision(saved, sent, this.baseContent, this.content);
    this.base = { ...saved, content: next.base };
    this.content = next.content;
    this.onServer = next.base;
    this.publish({ problem: undefined, autosavedAt: undefined, conflict: undefined });
    this.options.onSaved?.(saved);
    await this.storeLocally();
    return 'saved';
  }

  private async meetConflict(mine: DraftContent): Promise<SaveOutcome> {
    const { base } = this;
    if (!base) return 'refused';
    const theirs = await this.options.api.workingCopy(base.articleId);
    // The response to an earlier save was lost, or both wrote the same.
    if (isSavedAs(mine, theirs.content)) return this.adopt(theirs, mine);
    this.publish({ problem: undefined, conflict: { base, mine: this.content, theirs } });
    return 'conflict';
  }

  private statusNow(state: DraftState = this.state): SaveStatus {
    const isOnServer = isSameDraft(this.content, this.onServer);
    return statusOf({ state, content: this.content, isOnServer, isDirty: this.isDirty, queue: this.queue });
  }

  private publish(changes: Partial<DraftState> = {}): void {
    const next = { ...this.state, ...changes };
    const { base, content } = this;
    const isRevision = !this.isDirty;
    this.state = {
      ...next,
      articleId: base?.articleId,
      base,
      content,
      isRevision,
      status: this.statusNow(next),
    };
    for (const listener of [...this.listeners]) listener();
  }
}
