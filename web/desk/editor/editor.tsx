// The editor of a body. Its document is the Markdown itself, so that unedited text stays byte for byte.
import { useEffectEvent, useLayoutEffect, useMemo, useRef } from 'react';
import { usePreferences } from '../frame/preferences.js';
import { PlainEditor } from './plain-editor.js';
import { RichEditor } from './rich-editor.js';
import type { Surface } from './surface.js';

export interface EditorHandle {
  /** The Markdown as it stands. */
  value(): string;
  /** Replaces the whole text, such as by a version of the server; the cursor stays where it can. */
  replace(markdown: string): void;
  focus(): void;
  /** Selects a range and scrolls to it, in UTF-16 code units. */
  select(from: number, to: number): void;
}

export interface EditorProps {
  /** The text at first; later texts go through the handle. */
  readonly initial: string;
  /** The accessible name. */
  readonly label: string;
  /** BCP 47, for spelling and hyphens. */
  readonly lang?: string;
  /** Called after every change that somebody made. */
  readonly onChange: (markdown: string) => void;
  readonly onBlur?: () => void;
  readonly onReady?: (handle: EditorHandle) => void;
  /**
   * Where the toolbar is shown, an element of the class `editor-tools-slot`, and `null` until that is there; not given: right
   * above the text.
   */
  readonly toolsSlot?: HTMLElement | null;
}

export function Editor({ initial, label, lang, onChange, onBlur, onReady, toolsSlot }: EditorProps) {
  const { plainEditor } = usePreferences();
  const text = useRef(initial);
  const surface = useRef<Surface>(undefined);
  // One handle for both editors: it and the text stay when the preference changes.
  const handle = useMemo<EditorHandle>(
    () => ({
      value: () => text.current,
      replace: (markdown) => surface.current?.replace(markdown),
      focus: () => surface.current?.focus(),
      select: (from, to) => surface.current?.select(from, to),
    }),
    [],
  );
  const ready = useEffectEvent(() => onReady?.(handle));
  useLayoutEffect(() => {
    ready();
  }, []);
  const Writing = plainEditor ? PlainEditor : RichEditor;
  return (
    <Writing
      initial={() => text.current}
      label={label}
      lang={lang}
      toolsSlot={toolsSlot}
      onBlur={onBlur}
      onText={(markdown, isOwn) => {
        text.current = markdown;
        if (isOwn) onChange(markdown);
      }}
      onSurface={(shown) => {
        surface.current = shown;
      }}
    />
  );
}
