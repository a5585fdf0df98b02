// Chooses one of many by a part of its name: a search, and what it finds as radio buttons.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useId, useState, type ReactNode } from 'react';
import { WORDS } from '../words/words.js';

const PAUSE_MS = 200;
/** More than these are not looked through; a longer search finds them. */
const MAX_SHOWN = 8;

interface FindOneProps<TChoice extends { readonly id: string; readonly name: string }> {
  readonly label: string;
  readonly hint?: string;
  readonly problem?: string | undefined;
  /** What it finds among, for the cache. */
  readonly among: string;
  readonly find: (search: string, signal: AbortSignal) => Promise<readonly TChoice[]>;
  /** What is said below its name. */
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
  const search = usePaused(text);
  const { data: all } = useQuery({
    queryKey: [among, 'find', search],
    queryFn: ({ signal }) => find(search, signal),
    placeholderData: keepPreviousData,
  });
  const found = all?.slice(0, MAX_SHOWN);
  // What is chosen stays, though the search goes on.
  const isElsewhere = value !== undefined && !found?.some(({ id }) => id === value.id);
  const choices = [...(isElsewhere ? [value] : []), ...(found ?? [])];
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
        // It finds; it does not send the form.
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

/** The text, once it has not changed for a while. */
function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}
