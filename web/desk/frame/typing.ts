// Whether the viewer is typing into a text field. A dialog that opens over a field, or a screen that replaces it, must not receive
// the letters that were meant for the field.
import { useEffect, useState } from 'react';

/** After that long without a key, the viewer has stopped typing. */
const PAUSE_MS = 1_000;
/** These end the typing. */
const ENDING_KEYS = new Set(['Enter', 'Tab', 'Escape']);

let typedIn: HTMLElement | undefined;
let typedAt = 0;

/** Whether the element takes letters. */
export const takesText = (target: EventTarget | null): target is HTMLElement =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox], [type=radio])'));

window.addEventListener(
  'keydown',
  (event) => {
    const { target, key, timeStamp } = event;
    if (takesText(target)) typedIn = target;
    // While the viewer goes on typing, a removed field stays the one that the keys were meant for.
    else if (!hasLostText(event)) typedIn = undefined;
    if (ENDING_KEYS.has(key)) typedIn = undefined;
    typedAt = timeStamp;
  },
  { capture: true },
);

const isTyping = (at = performance.now()): boolean => typedIn !== undefined && at - typedAt < PAUSE_MS;

/** Whether the field that the key was meant for has been removed during typing. */
export const hasLostText = ({ timeStamp }: KeyboardEvent): boolean =>
  isTyping(timeStamp) && typedIn?.isConnected === false;

/** False from the component's mount until the viewer pauses in typing. */
export function usePauseInTyping(): boolean {
  const [hasPaused, setPaused] = useState(() => !isTyping());
  useEffect(() => {
    if (hasPaused) return;
    const look = setInterval(() => setPaused(!isTyping()), PAUSE_MS / 10);
    return () => clearInterval(look);
  }, [hasPaused]);
  return hasPaused;
}
