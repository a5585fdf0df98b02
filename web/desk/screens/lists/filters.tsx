// The filters above a list. Their values are in the address; on a phone a button shows all but the first.
import { useId, useState, type ReactNode } from 'react';

interface FiltersProps {
  /** The accessible name. */
  readonly label: string;
  /** Always shown. */
  readonly first: ReactNode;
  /** The text of a phone's button. */
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
  /** The text of the option for any value. */
  readonly any: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly onChange: (value: string | undefined) => void;
}

export function FilterSelect({ label, value, any, options, onChange }: FilterSelectProps) {
  const id = useId();
  // The address may have a value that is not among the fetched options.
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
