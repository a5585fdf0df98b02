// Chooses one of many: a search by name, and its results as radio buttons.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useState, type ReactNode } from 'react';
import { WORDS } from '../words/words.js';
import { useDebounced } from './use-debounced.js';

const DEBOUNCE_MS = 200;
/** Nobody reads a longer list; a longer search shortens it. */
const MAX_SHOWN = 8;

interface FindOneProps<TChoice extends { readonly id: string; readonly name: string }> {
  readonly label: string;
  readonly hint?: string;
  readonly problem?: string | undefined;
  /** The first part of the query key. */
  readonly among: string;
  readonly find: (search: string, signal: AbortSignal) => Promise<readonly TChoice[]>;
  /** Text after the name. */
  readonly describe: (choice: TChoice) => ReactNode;
  readonly value: TChoice | undefined;
  readonly onChange: (choice: TChoice) => void;
}

export function FindOne<TChoice extends { readonly id: string; readonly name: string }>({
  label,
  hint,
  problem,
  among,
  find,
  describe,
  value,
  onChange,
}: FindOneProps<TChoice>) {
  const id = useId();
  const [text, setText] = useState('');
  const search = useDebounced(text, DEBOUNCE_MS);
  const { data: all } = useQuery({
    queryKey: [among, 'find', search],
    queryFn: ({ signal }) => find(search, signal),
    placeholderData: keepPreviousData,
  });
  const found = all?.slice(0, MAX_SHOWN);
  // The chosen one stays in the list, whatever is searched for.
  const isNotFound = value !== undefined && !found?.some(({ id }) => id === value.id);
  const choices = [...(isNotFound ? [value] : []), ...(found ?? [])];
  return (
    <fieldset className="field find-one">
      <legend>{label}</legend>
      <label className="hidden" htmlFor={id}>
        {WORDS.findOne.search}
      </label>
      <input
        id={id}
        className="input"
        type="search"
        value={text}
        placeholder={WORDS.findOne.search}
        aria-describedby={`${id}-hint ${id}-found`}
        onChange={(event) => setText(event.target.value)}
        // Enter would submit the form of the dialog.
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <p className="hint" id={`${id}-found`} role="status">
        {found && WORDS.findOne.found(found.length, found.length === MAX_SHOWN)}
      </p>
      <div>
        {choices.map((choice) => (
          <label className="choice" key={choice.id}>
            <input
              type="radio"
              name={id}
              checked={choice.id === value?.id}
              onChange={() => onChange(choice)}
            />
            <span>
              {choice.name} <span className="sub">{describe(choice)}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
