// The viewer's preferences, stored in this browser.
import { useSyncExternalStore } from 'react';

export type TextSize = 'normal' | 'large' | 'larger';

export interface Preferences {
  readonly textSize: TextSize;
  /** Edit bodies in a plain text area. */
  readonly plainEditor: boolean;
  /** Shortcuts without a modifier: j, k, g h. Speech input and tremor need them off (WCAG 2.1.4). */
  readonly singleKeys: boolean;
}

const STORAGE_KEY = 'copydesk.preferences';
const DEFAULTS: Preferences = { textSize: 'normal', plainEditor: false, singleKeys: true };
const ROOT_SIZES: Readonly<Record<TextSize, string>> = { normal: '', large: '112.5%', larger: '125%' };

let current: Preferences = { ...DEFAULTS, ...read() };
const listeners = new Set<() => void>();

function read(): Partial<Preferences> {
  try {
    return JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}') as Partial<Preferences>;
  } catch {
    // Storage may be disabled, or its value unreadable.
    return {};
  }
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The current ones, outside components. */
export const preferences = (): Preferences => current;

export const usePreferences = (): Preferences => useSyncExternalStore(subscribe, () => current);

export function setPreferences(changes: Partial<Preferences>): void {
  current = { ...current, ...changes };
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(current));
  } catch {
    // Without storage they last as long as the page.
  }
  applyPreferences();
  for (const listener of listeners) listener();
}

export function applyPreferences(): void {
  document.documentElement.style.fontSize = ROOT_SIZES[current.textSize] ?? '';
}
