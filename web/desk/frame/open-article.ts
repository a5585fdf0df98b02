// The article whose screen is open. The palette offers its transitions.
import { useEffect, useSyncExternalStore } from 'react';
import type { TransitionSubjectFragment } from '../generated/operations.js';

/** Saves what is on the screen. Resolves with the saved article; undefined where the save failed. */
export type SaveFirst = () => Promise<TransitionSubjectFragment | undefined>;

export interface OpenArticle {
  readonly article: TransitionSubjectFragment;
  /** Set while the article is being written: called before each transition. */
  readonly saveFirst: SaveFirst | undefined;
}

let open: OpenArticle | undefined;
const listeners = new Set<() => void>();

function set(opened: OpenArticle | undefined): void {
  open = opened;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Called by the layout of an article's screens. */
export function useSetOpenArticle(
  article: TransitionSubjectFragment | undefined,
  saveFirst: SaveFirst | undefined,
): void {
  useEffect(() => {
    set(article && { article, saveFirst });
    return () => set(undefined);
  }, [article, saveFirst]);
}

/** undefined where no article is open. */
export const useOpenArticle = (): OpenArticle | undefined => useSyncExternalStore(subscribe, () => open);
