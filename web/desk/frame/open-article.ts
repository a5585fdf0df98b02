// The article whose screen is open, for the palette: it offers its transitions.
import { useEffect, useSyncExternalStore } from 'react';
import type { TransitionSubjectFragment } from '../generated/operations.js';

let open: TransitionSubjectFragment | undefined;
const listeners = new Set<() => void>();

function set(article: TransitionSubjectFragment | undefined): void {
  open = article;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** To be called by the frame of an article's screens. */
export function useAsOpenArticle(article: TransitionSubjectFragment | undefined): void {
  useEffect(() => {
    set(article);
    return () => set(undefined);
  }, [article]);
}

/** undefined where no article is open. */
export const useOpenArticle = (): TransitionSubjectFragment | undefined =>
  useSyncExternalStore(subscribe, () => open);
