// A search field whose value is a parameter of the address, set when the typing pauses.
import { useEffect, useId, useRef, useState } from 'react';

const DEBOUNCE_MS = 250;

interface SearchFieldProps {
  readonly label: string;
  /** The address's value; undefined: none. */
  readonly value: string | undefined;
  readonly placeholder?: string;
  readonly onSearch: (text: string | undefined) => void;
}

export function SearchField({ label, value = '', placeholder, onSearch }: SearchFieldProps) {
  const id = useId();
  const [text, setText] = useState(value);
  /** The value that the address has, or will have when the navigation ends. */
  const inAddress = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    // Another value comes from going back, or from a link.
    if (value !== inAddress.current) setText(value);
    inAddress.current = value;
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const change = (changed: string) => {
    setText(changed);
    clearTimeout(timer.current);
    const page = location.pathname;
    timer.current = setTimeout(() => {
      // The viewer has left for another page, whose screen is still loading.
      if (location.pathname !== page) return;
      inAddress.current = changed.trim();
      onSearch(inAddress.current || undefined);
    }, DEBOUNCE_MS);
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
