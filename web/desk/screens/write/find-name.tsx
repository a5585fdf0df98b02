// A combo box that searches the API, by ARIA's pattern: the focus stays in the text field.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import type { Named } from '../../drafts/draft-content.js';
import { ErrorNotice } from '../../parts/notices.js';
import { useDebounced } from '../../parts/use-debounced.js';
import { WORDS } from '../../words/words.js';

interface FindNameProps {
  readonly label: string;
  readonly name: string;
  readonly taken: readonly Named[];
  readonly find: (search: string, signal: AbortSignal) => Promise<readonly Named[]>;
  readonly create?: (name: string) => Promise<Named | undefined>;
  readonly onPick: (picked: Named) => void;
  readonly onClose: () => void;
}

const DEBOUNCE_MS = 150;

interface Option {
  readonly key: string;
  readonly text: string;
  readonly pick: () => Promise<Named | undefined>;
}

export function FindName({ label, name, taken, find, create, onPick, onClose }: FindNameProps) {
  const id = useId();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const [error, setError] = useState<unknown>();
  const isPicking = useRef(false);
  const search = useDebounced(text.trim(), DEBOUNCE_MS);
  const query = useQuery({
    queryKey: [name, search],
    queryFn: ({ signal }) => find(search, signal),
    placeholderData: keepPreviousData,
  });
  const found = (query.data ?? []).filter((each) => !taken.some((one) => one.id === each.id));
  const isKnown = [...(query.data ?? []), ...taken].some((each) => isSameName(each.name, text));
  const options: Option[] = found.map((each) => ({ key: each.id, text: each.name, pick: async () => each }));
  if (create !== undefined && text.trim() !== '' && !isKnown && search === text.trim() && !query.isFetching) {
    options.push({ key: 'create', text: WORDS.write.create(search), pick: () => create(search) });
  }
  const current = options[Math.min(active, options.length - 1)];
  const pick = (option: Option) => {
    // A second Enter must not create the name again.
    if (isPicking.current) return;
    isPicking.current = true;
    setError(undefined);
    void option
      .pick()
      .then((picked) => {
        if (picked !== undefined) onPick(picked);
        setText('');
        setActive(0);
      }, setError)
      .finally(() => (isPicking.current = false));
  };
  const move = (by: number) => setActive((active + by + options.length) % Math.max(1, options.length));
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => current && pick(current),
    Escape: onClose,
  };
  const press = (event: KeyboardEvent) => {
    const act = keys[event.key];
    if (act === undefined || event.nativeEvent.isComposing) return;
    event.preventDefault();
    act();
  };
  return (
    <div
      className="find-name"
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && onClose()}
    >
      <input
        className="input"
        role="combobox"
        aria-label={label}
        aria-expanded={options.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={current && `${id}-${current.key}`}
        autoComplete="off"
        autoFocus
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
        onKeyDown={press}
      />
      <ul role="listbox" id={`${id}-list`} aria-label={label} hidden={options.length === 0}>
        {options.map((option) => (
          <li
            key={option.key}
            id={`${id}-${option.key}`}
            role="option"
            aria-selected={option === current}
            // The focus stays in the field.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => pick(option)}
          >
            {option.text}
          </li>
        ))}
      </ul>
      <p className="hint" role="status">
        {query.isSuccess && (found.length === 0 ? WORDS.write.nobodyFound : WORDS.write.found(found.length))}
      </p>
      {error !== undefined && <ErrorNotice error={error} />}
    </div>
  );
}

const isSameName = (one: string, other: string) =>
  one.trim().localeCompare(other.trim(), undefined, { sensitivity: 'accent' }) === 0;
