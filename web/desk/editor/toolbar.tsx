// The toolbar of the editor: one Tab stop, and arrow keys within it.
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { KEY_NAMES } from '../frame/keys.js';
import { WORDS } from '../words/words.js';
import { FORMAT_NAMES, type FormatName } from './formats.js';

/** Formats with a pressed state; the others insert something. */
const IS_TOGGLE: ReadonlySet<FormatName> = new Set(['bold', 'italic', 'link', 'heading', 'quote', 'list']);
const KEYS: Partial<Record<FormatName, string>> = { bold: 'B', italic: 'I', link: 'K' };
const LETTERS: Partial<Record<FormatName, ReactNode>> = {
  bold: <b>B</b>,
  italic: <i className="serif">I</i>,
};

interface ToolbarProps {
  /** The id of the text. */
  readonly controls: string;
  readonly formats: ReadonlySet<FormatName>;
  readonly onFormat: (name: FormatName) => void;
}

export function Toolbar({ controls, formats, onFormat }: ToolbarProps) {
  const [current, setCurrent] = useState(0);
  const buttons = useRef<(HTMLButtonElement | null)[]>([]);
  const move = (event: KeyboardEvent) => {
    const next = target(event.key, current);
    if (next === undefined) return;
    event.preventDefault();
    setCurrent(next);
    buttons.current[next]?.focus();
  };
  return (
    <div
      role="toolbar"
      aria-label={WORDS.editor.toolbar}
      aria-controls={controls}
      className="toolbar"
      onKeyDown={move}
    >
      {FORMAT_NAMES.map((name, i) => (
        <button
          key={name}
          type="button"
          ref={(node) => {
            buttons.current[i] = node;
          }}
          tabIndex={i === current ? 0 : -1}
          aria-label={WORDS.editor.formats[name]}
          aria-pressed={IS_TOGGLE.has(name) ? formats.has(name) : undefined}
          title={titleOf(name)}
          onFocus={() => setCurrent(i)}
          // A press must not take the focus, and with it the selection, from the text.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onFormat(name)}
        >
          {LETTERS[name] ?? WORDS.editor.formats[name]}
        </button>
      ))}
      <span className="quiet small wide-only">
        {WORDS.editor.orType} <kbd>/</kbd>
      </span>
    </div>
  );
}

const titleOf = (name: FormatName) =>
  KEYS[name] === undefined ? undefined : `${WORDS.editor.formats[name]} (${KEY_NAMES.mod}${KEYS[name]})`;

function target(key: string, current: number): number | undefined {
  const count = FORMAT_NAMES.length;
  if (key === 'ArrowRight') return (current + 1) % count;
  if (key === 'ArrowLeft') return (current - 1 + count) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return undefined;
}
