// The title of the page: "Review queue (7) · Copydesk".
import { useEffect } from 'react';
import { WORDS } from '../words/words.js';

/** Called by every screen. @param title undefined while it is not known */
export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    if (title !== undefined) document.title = `${title} · ${WORDS.product}`;
  }, [title]);
  // The next screen must not have this one's title.
  useEffect(
    () => () => {
      document.title = WORDS.product;
    },
    [],
  );
}
