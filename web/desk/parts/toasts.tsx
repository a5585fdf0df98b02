// Toasts: short messages at the foot of the page, some with an Undo button.
import { useSyncExternalStore, type ReactNode } from 'react';
import { WORDS } from '../words/words.js';

interface Toast {
  readonly id: number;
  readonly text: ReactNode;
  readonly undo?: (() => void) | undefined;
}

/** Long enough to read it and to reach the button by keyboard. */
const VISIBLE_MS = 12_000;

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

const dismiss = (id: number) => set(toasts.filter((toast) => toast.id !== id));

/** @param undo called by the Undo button; undefined: there is none */
export function toast(text: ReactNode, undo?: () => void): void {
  const id = ++lastId;
  set([...toasts.slice(-2), { id, text, undo }]);
  setTimeout(() => dismiss(id), VISIBLE_MS);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div className="toasts" role="status">
      {shown.map(({ id, text, undo }) => (
        <div className="toast" key={id}>
          <p>{text}</p>
          {undo && (
            <button
              type="button"
              onClick={() => {
                dismiss(id);
                undo();
              }}
            >
              {WORDS.undo}
            </button>
          )}
          <button type="button" aria-label={WORDS.close} onClick={() => dismiss(id)}>
            ×
          </button>
        </div>
      ))}
    </div>
  );
}
