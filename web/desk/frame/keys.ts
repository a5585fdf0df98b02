// Keys of the whole desk, and of the screen that is shown. A key never acts while somebody types.
import { useEffect, useRef } from 'react';

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

export const KEY_NAMES = { mod: isMac ? '⌘' : 'Ctrl ', shift: isMac ? '⇧' : 'Shift ' } as const;

/** ⌘ on a Mac, Ctrl elsewhere. */
export const hasMod = (event: Pick<KeyboardEvent, 'metaKey' | 'ctrlKey'>): boolean =>
  isMac ? event.metaKey : event.ctrlKey;

const PALETTE = 'copydesk:palette';

export function openPalette(): void {
  window.dispatchEvent(new Event(PALETTE));
}

export function onPalette(listener: () => void): () => void {
  window.addEventListener(PALETTE, listener);
  return () => window.removeEventListener(PALETTE, listener);
}

export type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** Whether letters go into a text there. */
const takesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox], [type=radio])'));

/**
 * Single keys of a screen, by `event.key`, such as `{ j: next, '?': help }`; `g r` is one after the other. They rest while
 * somebody types, and under a dialog.
 */
export function useKeys(keys: Keys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    let prefix = '';
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
      if (takesText(event.target) || document.querySelector('dialog[open]') !== null) return;
      const act = current.current[prefix + event.key];
      prefix = Object.keys(current.current).some((key) => key.startsWith(`${event.key} `))
        ? `${event.key} `
        : '';
      if (act === undefined) return;
      event.preventDefault();
      act(event);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
