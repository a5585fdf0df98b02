// Whether somebody is typing. What comes in the place of a text, or over it, must not take the letters that were meant for that.
import { useEffect, useState } from 'react';

/** Without a key for so long, somebody has stopped. */
const PAUSE_MS = 1_000;
/** These end what was typed rather than go on with it. */
const LAST_KEYS = new Set(['Enter', 'Tab', 'Escape']);

let typedIn: HTMLElement | undefined;
let typedAt = 0;

/** Whether letters go into a text there. */
export const takesText = (target: EventTarget | null): target is HTMLElement =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox], [type=radio])'));

window.addEventListener(
  'keydown',
  (event) => {
    const { target, key, timeStamp } = event;
    if (takesText(target)) typedIn = target;
    // A key goes on with what was typed even where the text is gone.
    else if (!hasLostText(event)) typedIn = undefined;
    if (LAST_KEYS.has(key)) typedIn = undefined;
    typedAt = timeStamp;
  },
  { capture: true },
);

const isTyping = (at = performance.now()): boolean => typedIn !== undefined && at - typedAt < PAUSE_MS;

/** Whether the text that a key was meant for has gone from under somebody's fingers. */
export const hasLostText = ({ timeStamp }: KeyboardEvent): boolean =>
  isTyping(timeStamp) && typedIn?.isConnected === false;

/** Whether somebody has paused since the component is there, or was not typing then. */
export function usePauseInTyping(): boolean {
  const [hasPaused, setPaused] = useState(() => !isTyping());
  useEffect(() => {
    if (hasPaused) return;
    const look = setInterval(() => setPaused(!isTyping()), PAUSE_MS / 10);
    return () => clearInterval(look);
  }, [hasPaused]);
  return hasPaused;
}
