// A search that stands in the address: as it is typed, once the typing pauses.
import { useEffect, useId, useRef, useState } from 'react';

const PAUSE_MS = 250;

interface SearchFieldProps {
  readonly label: string;
  /** As the address has it; undefined: nothing is searched for. */
  readonly value: string | undefined;
  readonly placeholder?: string;
  readonly onSearch: (text: string | undefined) => void;
}

export function SearchField({ label, value = '', placeholder, onSearch }: SearchFieldProps) {
  const id = useId();
  const [text, setText] = useState(value);
  /** What the address has, or is about to. */
  const inAddress = useRef(value);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    // Else somebody went back, or followed a link.
    if (value !== inAddress.current) setText(value);
    inAddress.current = value;
  }, [value]);
  useEffect(() => () => clearTimeout(pause.current), []);
  const change = (changed: string) => {
    setText(changed);
    clearTimeout(pause.current);
    const page = location.pathname;
    pause.current = setTimeout(() => {
      // On the way to another page already, whose screen is still loading.
      if (location.pathname !== page) return;
      inAddress.current = changed.trim();
      onSearch(inAddress.current || undefined);
    }, PAUSE_MS);
  };
  return (
    <div className="grow">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        type="search"
        placeholder={placeholder}
        value={text}
        onChange={(event) => change(event.target.value)}
      />
    </div>
  );
}
