// The state of a draft, as the write screen reads it.
import { isOffline } from './save-errors.js';
import type { DraftApi, SavedRevision } from './draft-api.js';
import {
  EMPTY_DRAFT,
  isSameDraft,
  type DraftBase,
  type DraftContent,
  type DraftField,
} from './draft-content.js';
import type { DraftStore } from './draft-store.js';

export type SaveKind = 'autosave' | 'save';
export type SaveStatus = 'saved' | 'saving' | 'unsaved' | 'offline' | 'refused' | 'conflict';
/** `offline`: the save is retried until it succeeds. */
export type SaveOutcome = 'saved' | 'unchanged' | 'refused' | 'offline' | 'conflict';

/** Somebody else has saved a revision since the one that the draft is based on. */
export interface DraftConflict {
  readonly base: DraftBase;
  readonly mine: DraftContent;
  readonly theirs: SavedRevision;
}

export interface DraftState {
  /** undefined: never saved. */
  readonly articleId: string | undefined;
  readonly base: SavedRevision | undefined;
  /** The body is that of the last pause in typing; `DraftSaver.content` is current. */
  readonly content: DraftContent;
  readonly status: SaveStatus;
  /** Whether there are no changes since the last revision. */
  readonly isRevision: boolean;
  /** When it was last autosaved, by the server's clock. */
  readonly autosavedAt: string | undefined;
  /** Whether the last write to this browser's storage succeeded. */
  readonly isStoredLocally: boolean;
  /** Why the last request failed, and the content that it sent. */
  readonly problem: { readonly error: unknown; readonly content: DraftContent } | undefined;
  readonly conflict: DraftConflict | undefined;
}

export interface DraftSaverOptions {
  readonly viewerId: string;
  readonly tabId: string;
  readonly api: DraftApi;
  readonly store: DraftStore;
  /** undefined: a new article. */
  readonly base: SavedRevision | undefined;
  /** Called with every revision that is saved. */
  readonly onSaved?: (revision: SavedRevision) => void;
}

/** The error of the last save, as long as the field has the value that was refused. */
export const problemWith = (field: DraftField, { problem, content }: DraftState): unknown =>
  problem !== undefined && problem.content[field] === content[field] ? problem.error : undefined;

export const openedDraft = (base: SavedRevision | undefined): DraftState => ({
  articleId: base?.articleId,
  base,
  content: base?.content ?? EMPTY_DRAFT,
  status: 'saved',
  isRevision: true,
  autosavedAt: undefined,
  isStoredLocally: true,
  problem: undefined,
  conflict: undefined,
});

export function statusOf({
  state: { conflict, problem },
  content,
  isOnServer,
  isDirty,
  queue,
}: {
  readonly state: DraftState;
  readonly content: DraftContent;
  readonly isOnServer: boolean;
  readonly isDirty: boolean;
  readonly queue: { readonly running: SaveKind | undefined; readonly isRetrying: boolean };
}): SaveStatus {
  if (conflict !== undefined) return 'conflict';
  if (queue.running === 'save' && isDirty) return 'saving';
  if (queue.isRetrying) return problem && isOffline(problem.error) ? 'offline' : 'unsaved';
  if (problem !== undefined && isSameDraft(problem.content, content)) return 'refused';
  if (isOnServer) return 'saved';
  return queue.running === undefined ? 'unsaved' : 'saving';
}
