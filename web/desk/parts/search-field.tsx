// A search that stands in the address: as it is typed, once the typing pauses.
import { useEffect, useId, useRef, useState } from 'react';

const PAUSE_MS = 250;

interface SearchFieldProps {
  readonly label: string;
  /** As the address has it. */
  readonly value: string;
  readonly onSearch: (text: string) => void;
}

export function SearchField({ label, value, onSearch }: SearchFieldProps) {
  const id = useId();
  const [text, setText] = useState(value);
  const search = useRef(onSearch);
  search.current = onSearch;
  /** What the address has, or is about to. */
  const inAddress = useRef(value);
  useEffect(() => {
    if (value === inAddress.current) return;
    // Somebody went back, or followed a link.
    inAddress.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text === inAddress.current) return;
    const timer = setTimeout(() => {
      inAddress.current = text;
      search.current(text);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div className="grow">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        type="search"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </div>
  );
}
