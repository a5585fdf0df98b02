// What a screen knows of a draft that is being written.
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

export type Wanted = 'autosave' | 'save';
export type SaveStatus = 'saved' | 'saving' | 'unsaved' | 'offline' | 'refused' | 'conflict';
/** `offline`: it goes on trying. */
export type SaveOutcome = 'saved' | 'unchanged' | 'refused' | 'offline' | 'conflict';

/** Somebody saved on the revision that this draft began from. */
export interface DraftConflict {
  readonly base: DraftBase;
  readonly mine: DraftContent;
  readonly theirs: SavedRevision;
}

export interface DraftState {
  /** undefined: never saved. */
  readonly articleId: string | undefined;
  readonly base: SavedRevision | undefined;
  /** Its body is as it was at the last pause in typing: `DraftSaver.content` has the last letter. */
  readonly content: DraftContent;
  readonly status: SaveStatus;
  /** Whether a revision has all of it. */
  readonly isRevision: boolean;
  /** When the server last kept it, as the viewer's unsaved text. */
  readonly autosavedAt: string | undefined;
  /** Whether this browser has all of it, but for the last moment. */
  readonly isKeptHere: boolean;
  /** Why it was not saved, and what was to be saved then. */
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
  /** Called with every revision that this draft became. */
  readonly onSaved?: (revision: SavedRevision) => void;
}

/** What is wrong with a field, as long as it is as it was refused. */
export const problemWith = (field: DraftField, { problem, content }: DraftState): unknown =>
  problem !== undefined && problem.content[field] === content[field] ? problem.error : undefined;

export const openedDraft = (base: SavedRevision | undefined): DraftState => ({
  articleId: base?.articleId,
  base,
  content: base?.content ?? EMPTY_DRAFT,
  status: 'saved',
  isRevision: true,
  autosavedAt: undefined,
  isKeptHere: true,
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
  readonly queue: { readonly running: Wanted | undefined; readonly isRetrying: boolean };
}): SaveStatus {
  if (conflict !== undefined) return 'conflict';
  if (queue.running === 'save' && isDirty) return 'saving';
  if (queue.isRetrying) return problem && isOffline(problem.error) ? 'offline' : 'unsaved';
  if (problem !== undefined && isSameDraft(problem.content, content)) return 'refused';
  if (isOnServer) return 'saved';
  return queue.running === undefined ? 'unsaved' : 'saving';
}
