// The filters above a list. They live in the address; on a phone all but the first wait behind a button.
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { WORDS } from '../../words/words.js';

interface FiltersProps {
  /** For screen readers: what is filtered. */
  readonly label: string;
  /** Always shown. */
  readonly first: ReactNode;
  /** What the button on a phone names. */
  readonly moreLabel: string;
  readonly children: ReactNode;
}

export function Filters({ label, first, moreLabel, children }: FiltersProps) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  return (
    <form className="filters" role="search" aria-label={label} onSubmit={(event) => event.preventDefault()}>
      {first}
      <button
        className="button phone-only"
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
      >
        {moreLabel}
      </button>
      <div className="more-filters" id={id} data-open={isOpen}>
        {children}
      </div>
    </form>
  );
}

interface FilterSelectProps {
  readonly label: string;
  /** undefined: any */
  readonly value: string | undefined;
  /** What no choice is called. */
  readonly any: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly onChange: (value: string | undefined) => void;
}

export function FilterSelect({ label, value, any, options, onChange }: FilterSelectProps) {
  const id = useId();
  // The address may name one that is not among the first hundred.
  const isListed = value === undefined || options.some(([option]) => option === value);
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value ?? ''} onChange={(event) => onChange(event.target.value || undefined)}>
        <option value="">{any}</option>
        {!isListed && <option value={value}>{value}</option>}
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

/** After the last letter, before the list is asked for. */
const PAUSE_MS = 250;

interface SearchFieldProps {
  readonly value: string | undefined;
  readonly placeholder: string;
  readonly onChange: (value: string | undefined) => void;
}

/** Words to search for, sent after a pause; what the address says otherwise, such as by Back, is shown. */
export function SearchField({ value = '', placeholder, onChange }: SearchFieldProps) {
  const id = useId();
  const [text, setText] = useState(value);
  const sent = useRef(value);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (value !== sent.current) setText(value);
    sent.current = value;
  }, [value]);
  useEffect(() => () => clearTimeout(pause.current), []);
  const change = (changed: string) => {
    setText(changed);
    clearTimeout(pause.current);
    const page = location.pathname;
    pause.current = setTimeout(() => {
      // On the way to another page already, whose screen is still loading.
      if (location.pathname !== page) return;
      sent.current = changed.trim();
      onChange(sent.current || undefined);
    }, PAUSE_MS);
  };
  return (
    <div className="grow">
      <label htmlFor={id}>{WORDS.lists.words}</label>
      <input
        className="input"
        id={id}
        type="search"
        placeholder={placeholder}
        value={text}
        onChange={(event) => change(event.target.value)}
      />
    </div>
  );
}
