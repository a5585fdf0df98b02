// What a viewer prefers in this browser.
import { useSyncExternalStore } from 'react';

export type TextSize = 'normal' | 'large' | 'larger';

export interface Preferences {
  readonly textSize: TextSize;
  /** Body as a plain text area, without the editor's help. */
  readonly plainEditor: boolean;
  /** Keys of one letter act: j, k, g h. Speech input and shaky hands need them off. */
  readonly singleKeys: boolean;
}

const KEY = 'copydesk.preferences';
const DEFAULTS: Preferences = { textSize: 'normal', plainEditor: false, singleKeys: true };
const ROOT_SIZES: Readonly<Record<TextSize, string>> = { normal: '', large: '112.5%', larger: '125%' };

let current: Preferences = { ...DEFAULTS, ...read() };
const listeners = new Set<() => void>();

function read(): Partial<Preferences> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>;
  } catch {
    // Storage may be off, or hold what another version wrote.
    return {};
  }
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** As they are now; components use `usePreferences`. */
export const preferences = (): Preferences => current;

export const usePreferences = (): Preferences => useSyncExternalStore(subscribe, () => current);

export function setPreferences(changes: Partial<Preferences>): void {
  current = { ...current, ...changes };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // They hold for this page then.
  }
  applyPreferences();
  for (const listener of listeners) listener();
}

export function applyPreferences(): void {
  document.documentElement.style.fontSize = ROOT_SIZES[current.textSize] ?? '';
}
