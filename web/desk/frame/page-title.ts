// What the browser's tab says: "Review queue (7) · Copydesk".
import { useEffect } from 'react';
import { WORDS } from '../words/words.js';

/** To be called by every screen. @param title undefined while it is not known yet */
export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    if (title !== undefined) document.title = `${title} · ${WORDS.product}`;
  }, [title]);
  // A screen that says nothing of itself does not keep another's title.
  useEffect(
    () => () => {
      document.title = WORDS.product;
    },
    [],
  );
}
