// The editor of a body. The document is the Markdown itself, so that what nobody touched stays byte for byte.
import { useEffect, useRef } from 'react';

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
}

export function Editor({ initial, label, lang, onChange, onBlur, onReady }: EditorProps) {
  const ref = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const area = ref.current;
    if (area === null) return;
    onReady?.({
      value: () => area.value,
      replace: (markdown) => (area.value = markdown),
      focus: () => area.focus(),
      select: (from, to) => {
        area.focus();
        area.setSelectionRange(from, to);
      },
    });
  }, [onReady]);
  return (
    <textarea
      ref={ref}
      aria-label={label}
      lang={lang}
      defaultValue={initial}
      onChange={(event) => onChange(event.target.value)}
      onBlur={onBlur}
    />
  );
}
