// A list of authors or tags. Each can be removed; others are found by a search, or created.
import { useId, useRef, useState } from 'react';
import type { Named } from '../../drafts/draft-content.js';
import { WORDS } from '../../words/words.js';
import { FindName } from './find-name.js';

export interface NamesFieldProps {
  readonly label: string;
  readonly value: readonly Named[];
  readonly onChange: (value: readonly Named[]) => void;
  /** A hint of what readers get where it is empty. */
  readonly empty: string;
  readonly problem: string | undefined;
  /** The first part of the query key. */
  readonly name: string;
  readonly find: (search: string, signal: AbortSignal) => Promise<readonly Named[]>;
  readonly create?: (name: string) => Promise<Named | undefined>;
  /** Whether the order means something. */
  readonly isOrdered?: boolean;
}

export function NamesField({
  label,
  value,
  onChange,
  empty,
  problem,
  isOrdered = false,
  ...finding
}: NamesFieldProps) {
  const [isAdding, setAdding] = useState(false);
  const problemId = useId();
  const add = useRef<HTMLButtonElement>(null);
  // A name that is being created arrives when the list may have changed.
  const latest = useRef(value);
  latest.current = value;
  const { write } = WORDS;
  const close = () => {
    setAdding(false);
    // The button is rendered after this task.
    setTimeout(() => add.current?.focus());
  };
  const moveUp = (index: number) => {
    const moved = [...value];
    moved.splice(index - 1, 0, ...moved.splice(index, 1));
    onChange(moved);
  };
  return (
    <fieldset className="field" aria-describedby={problem === undefined ? undefined : problemId}>
      <legend>{label}</legend>
      <ul className="chips">
        {value.map(({ id, name }, index) => (
          <li key={id}>
            {isOrdered && index > 0 && (
              <button type="button" aria-label={write.earlier(name)} onClick={() => moveUp(index)}>
                ←
              </button>
            )}
            <button
              type="button"
              aria-label={write.remove(name)}
              onClick={() => {
                onChange(value.filter((each) => each.id !== id));
                add.current?.focus();
              }}
            >
              {name} ×
            </button>
          </li>
        ))}
        {!isAdding && (
          <li>
            <button ref={add} type="button" aria-label={write.addTo(label)} onClick={() => setAdding(true)}>
              {write.add}
            </button>
          </li>
        )}
      </ul>
      {isAdding && (
        <FindName
          {...finding}
          label={write.addTo(label)}
          taken={value}
          onPick={(picked) => onChange([...latest.current, picked])}
          onClose={close}
        />
      )}
      {problem !== undefined && (
        <p className="problem" id={problemId} role="alert">
          {problem}
        </p>
      )}
      {value.length === 0 && <p className="hint">{empty}</p>}
    </fieldset>
  );
}
