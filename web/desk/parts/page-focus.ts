// Where what had the focus is gone, the page takes it, and not the top of the document.
import { useEffect, useRef } from 'react';

/** To be called when something may have gone with the focus in it. */
export function restoreFocus(): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) document.getElementById('main')?.focus();
  });
}

/** Keeps the focus where one of these went away. */
export function useFocusFallback(shown: readonly { readonly id: string }[]): void {
  const ids = shown.map(({ id }) => id).join(' ');
  const before = useRef(ids);
  useEffect(() => {
    const isGone = before.current.split(' ').some((id) => id !== '' && !ids.split(' ').includes(id));
    before.current = ids;
    if (isGone) restoreFocus();
  }, [ids]);
}
