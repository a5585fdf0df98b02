// Single-key shortcuts of the desk and of the screen that is shown. They never act while somebody types.
import { useEffect, useRef } from 'react';
import { preferences } from './preferences.js';
import { hasLostText, takesText } from './typing.js';

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

export const KEY_NAMES = { mod: isMac ? '⌘' : 'Ctrl ', shift: isMac ? '⇧' : 'Shift ' } as const;

/** ⌘ on a Mac, Ctrl elsewhere. */
export const hasMod = (event: Pick<KeyboardEvent, 'metaKey' | 'ctrlKey'>): boolean =>
  isMac ? event.metaKey : event.ctrlKey;

const PALETTE_EVENT = 'copydesk:palette';

export function openPalette(): void {
  window.dispatchEvent(new Event(PALETTE_EVENT));
}

export function onPalette(listener: () => void): () => void {
  window.addEventListener(PALETTE_EVENT, listener);
  return () => window.removeEventListener(PALETTE_EVENT, listener);
}

export type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** The keys of the frame, then those of the components in it: the last layer that has a key gets it. */
const layers: { current: Keys }[] = [];
let prefix = '';
let suspensions = 0;

/** Suspends the keys until `arrival`: what is typed on the way to a text is meant for that text. */
export async function suspendKeys(arrival: Promise<void>): Promise<void> {
  suspensions += 1;
  await arrival.finally(() => (suspensions -= 1));
}

function listen(event: KeyboardEvent): void {
  const previous = prefix;
  prefix = '';
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
  if (!preferences().singleKeys) return;
  if (suspensions > 0 || hasLostText(event)) return;
  if (takesText(event.target) || document.querySelector('dialog[open]') !== null) return;
  const key = previous + event.key;
  const act = layers.findLast(({ current }) => current[key] !== undefined)?.current[key];
  const isPrefix = layers.some(({ current }) =>
    Object.keys(current).some((known) => known.startsWith(`${key} `)),
  );
  if (isPrefix) prefix = `${key} `;
  if (act === undefined) return;
  event.preventDefault();
  act(event);
}

/**
 * Keys by `event.key`, such as `{ j: next, '?': help }`; `g r` is one after the other. The component mounted last goes first. Keys
 * do nothing while somebody types, under a dialog, and where the viewer has switched them off.
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
