// A plain text area for the body, for viewers who prefer it, and for screen readers that work better with one.
import { useEffectEvent, useLayoutEffect, useRef } from 'react';
import { scriptOf } from '../words/script-of.js';
import { smallestChange } from './replace-text.js';
import type { Surface, SurfaceProps } from './surface.js';

export function PlainEditor({ initial, label, lang, onText, onBlur, onSurface }: SurfaceProps) {
  const ref = useRef<HTMLTextAreaElement>(null);
  const surfaceChanged = useEffectEvent((area: HTMLTextAreaElement) => {
    // An uncontrolled value: React must not set it again.
    area.value = initial();
    onSurface(surfaceOf(area, (text) => onText(text, false)));
  });
  useLayoutEffect(() => {
    if (ref.current !== null) surfaceChanged(ref.current);
  }, []);
  return (
    <textarea
      ref={ref}
      className="editor plain-editor"
      aria-label={label}
      lang={lang ?? scriptOf(initial()).lang}
      dir="auto"
      spellCheck
      onChange={(event) => onText(event.target.value, true)}
      onBlur={onBlur}
    />
  );
}

function surfaceOf(area: HTMLTextAreaElement, onReplaced: (text: string) => void): Surface {
  return {
    replace: (markdown) => {
      const change = smallestChange(area.value, markdown);
      if (change === undefined) return;
      area.setRangeText(change.insert, change.from, change.to, 'preserve');
      onReplaced(area.value);
    },
    focus: () => area.focus(),
    select: (from, to) => {
      area.focus();
      area.setSelectionRange(from, to);
    },
  };
}
