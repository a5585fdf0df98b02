// Saves a draft while it is written: every keystroke to this browser, the viewer's unsaved text to the server at pauses, and
// a revision where a person asks for it.
import { adopted } from './adopt-revision.js';
import type { SavedRevision } from './draft-api.js';
import {
  changesOf,
  EMPTY_DRAFT,
  isKeptAs,
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
  type Wanted,
} from './draft-state.js';
import { LocalCopy } from './local-copy.js';
import { isConflict, isTemporary, TitleNeeded } from './save-errors.js';
import { SaveQueue } from './save-queue.js';
import { Timers } from './timers.js';

export const AUTOSAVE_AFTER_MS = 2_000;
/** A pause in typing, after which the words are counted. */
export const PAUSE_MS = 400;

export class DraftSaver {
  content: DraftContent;
  private state: DraftState;
  private base: SavedRevision | undefined;
  /** What the server has: a revision, or the viewer's unsaved text. */
  private onServer: DraftContent;
  /** What the request under way is about. */
  private sending: DraftContent;
  private readonly copy: LocalCopy;
  private readonly timers = new Timers<'autosave' | 'pause'>();
  private readonly listeners = new Set<() => void>();
  private readonly queue = new SaveQueue({
    attempt: (wanted) => this.attempt(wanted),
    onError: (error) => this.publish({ problem: { error, content: this.sending } }),
    onChange: () => this.publish(),
  });

  constructor(private readonly options: DraftSaverOptions) {
    this.copy = new LocalCopy(options.store, { viewerId: options.viewerId, tabId: options.tabId });
    this.base = options.base;
    this.content = this.onServer = this.sending = this.baseContent;
    this.state = openedDraft(this.base);
  }

  readonly snapshot = (): DraftState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Whether a revision lacks something of it. */
  get isDirty(): boolean {
    return !isSameDraft(this.content, this.writtenOn?.content ?? EMPTY_DRAFT);
  }

  /** After every change that somebody made. Cheap for the body alone: listeners hear of it at the next pause. */
  change(changes: Partial<DraftContent>): void {
    this.content = { ...this.content, ...changes };
    void this.keep();
    this.timers.start('autosave', AUTOSAVE_AFTER_MS, () => this.queue.autosave());
    this.timers.start('pause', PAUSE_MS, () => this.publish());
    const isBodyAlone = 'body' in changes && Object.keys(changes).length === 1;
    if (!isBodyAlone || this.state.isRevision || this.statusNow() !== this.state.status) this.publish();
  }

  /** A pause that somebody made: the focus left the text. */
  pause(): void {
    void this.keep();
    if (!isSameDraft(this.content, this.onServer)) this.queue.autosave();
  }

  /** Makes a revision of what has changed; none, where nothing has. */
  save(): Promise<SaveOutcome> {
    return this.state.conflict === undefined ? this.queue.save() : Promise.resolve('conflict');
  }

  /** The connection is back. */
  retryNow(): void {
    this.queue.retryNow();
  }

  /** Keeps it in this browser; to be called where the page may end at once. */
  async keep(): Promise<void> {
    const isKeptHere = await this.copy.write({
      articleId: this.base?.articleId,
      base: this.writtenOn,
      content: this.isDirty ? this.content : undefined,
      autosavedAt: this.state.autosavedAt,
    });
    if (isKeptHere !== this.state.isKeptHere) this.publish({ isKeptHere });
  }

  /** Takes the draft as somebody merged it, on the revision that it was in conflict with, and saves it. */
  settle(content: DraftContent): Promise<SaveOutcome> {
    this.takeTheirs(content);
    return this.save();
  }

  /** Throws the viewer's own text away, in favour of the revision that it was in conflict with. */
  async dropMine(): Promise<void> {
    const { conflict } = this.state;
    if (conflict === undefined) return;
    this.takeTheirs(conflict.theirs.content);
    this.onServer = this.content;
    this.publish({ autosavedAt: undefined });
    await this.keep();
    await this.options.api.discardAutosave(conflict.theirs.articleId).catch(() => undefined);
  }

  /** Text of the viewer's that began from an earlier revision: the same question as a conflict that saving met. */
  compare(base: DraftBase, mine: DraftContent): void {
    if (this.base === undefined) return;
    this.content = mine;
    this.publish({ conflict: { base, mine, theirs: this.base } });
    void this.keep();
  }

  /** The revision that somebody saved meanwhile, where nothing was written on the earlier one. */
  takeNewer(revision: SavedRevision): boolean {
    if (this.isDirty || this.queue.running !== undefined) return false;
    this.base = revision;
    this.content = this.onServer = revision.content;
    this.publish({ autosavedAt: undefined });
    return true;
  }

  close(): void {
    void this.keep();
    this.queue.close();
    this.timers.stopAll();
    this.listeners.clear();
  }

  private get baseContent(): DraftContent {
    return this.base?.content ?? EMPTY_DRAFT;
  }

  /** In a conflict the draft stands on the revision that it began from. */
  private get writtenOn(): DraftBase | undefined {
    return this.state.conflict?.base ?? this.base;
  }

  private takeTheirs(content: DraftContent): void {
    const { conflict } = this.state;
    if (conflict === undefined) return;
    this.base = conflict.theirs;
    this.content = content;
    this.publish({ conflict: undefined, problem: undefined });
  }

  private async attempt(wanted: Wanted): Promise<SaveOutcome> {
    const { content } = this;
    this.sending = content;
    if (wanted === 'autosave') return this.autosave(content);
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
      // Somebody took it back by hand: what was kept of it for the viewer alone goes too.
      await this.autosave(content);
      return 'unchanged';
    }
    this.publish({ problem: undefined });
    if (base === undefined) {
      if (content.title.trim() === '') throw new TitleNeeded();
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
    void this.keep();
    return 'saved';
  }

  private async adopt(saved: SavedRevision, sent: DraftContent): Promise<'saved'> {
    const next = adopted(saved, sent, this.baseContent, this.content);
    this.base = { ...saved, content: next.base };
    this.content = next.content;
    this.onServer = next.base;
    this.publish({ problem: undefined, autosavedAt: undefined, conflict: undefined });
    this.options.onSaved?.(saved);
    await this.keep();
    return 'saved';
  }

  private async meetConflict(mine: DraftContent): Promise<SaveOutcome> {
    const { base } = this;
    if (!base) return 'refused';
    const theirs = await this.options.api.workingCopy(base.articleId);
    // The answer to an earlier request of ours was lost, or both wrote the same.
    if (isKeptAs(mine, theirs.content)) return this.adopt(theirs, mine);
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
