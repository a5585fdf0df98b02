// The article whose screen is open, for the palette: it offers its transitions.
import { useEffect, useSyncExternalStore } from 'react';
import type { TransitionSubjectFragment } from '../generated/operations.js';

/** Saves what is on the screen. Resolves with the article as it is then; undefined where it could not be saved. */
export type SaveFirst = () => Promise<TransitionSubjectFragment | undefined>;

export interface OpenArticle {
  readonly article: TransitionSubjectFragment;
  /** Where it is being written: what is decided there is about what is on the screen. */
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

/** To be called by the frame of an article's screens. */
export function useAsOpenArticle(
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
