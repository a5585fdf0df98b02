// Moves the focus to the page's main element when the focused element was removed; browsers would move it to the document.
import { useEffect, useRef } from 'react';

/** Called after something may have been removed with the focus in it. */
export function restoreFocus(): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) document.getElementById('main')?.focus();
  });
}

/** Restores the focus after an entry of a list was removed. */
export function useFocusFallback(shown: readonly { readonly id: string }[]): void {
  const ids = shown.map(({ id }) => id).join(' ');
  const before = useRef(ids);
  useEffect(() => {
    const isGone = before.current.split(' ').some((id) => id !== '' && !ids.split(' ').includes(id));
    before.current = ids;
    if (isGone) restoreFocus();
  }, [ids]);
}
