// Keys of the whole desk, and of the screen that is shown. A key never acts while somebody types.
import { useEffect, useRef } from 'react';
import { preferences } from './preferences.js';
import { hasLostText, takesText } from './typing.js';

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

/** The keys of the frame and, above them, of what it shows. */
const layers: { current: Keys }[] = [];
let prefix = '';
let suspensions = 0;

/** On the way to a text: what is typed meanwhile is meant for that, and is no key. */
export async function suspendKeys(arrival: Promise<void>): Promise<void> {
  suspensions += 1;
  await arrival.finally(() => (suspensions -= 1));
}

function listen(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
  if (!preferences().singleKeys) return;
  if (suspensions > 0 || hasLostText(event)) return;
  if (takesText(event.target) || document.querySelector('dialog[open]') !== null) return;
  const key = prefix + event.key;
  const act = layers.findLast(({ current }) => current[key] !== undefined)?.current[key];
  const isPrefix = layers.some(({ current }) =>
    Object.keys(current).some((known) => known.startsWith(`${key} `)),
  );
  prefix = isPrefix ? `${key} ` : '';
  if (act === undefined) return;
  event.preventDefault();
  act(event);
}

/**
 * Single keys of a screen, by `event.key`, such as `{ j: next, '?': help }`; `g r` is one after the other. What was shown last
 * goes before what is under it. They rest while somebody types, under a dialog, and where the viewer has switched them off.
 */
export function useKeys(keys: Keys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    if (layers.push(current) === 1) window.addEventListener('keydown', listen);
    return () => {
      layers.splice(layers.indexOf(current), 1);
      if (layers.length === 0) window.removeEventListener('keydown', listen);
    };
  }, []);
}
