// A password that is being made up: it can be shown, and password managers may offer one.
import { useState } from 'react';
import { WORDS } from '../words/words.js';
import { InputField } from './field.js';

interface NewPasswordProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (password: string) => void;
  readonly problem: string | undefined;
}

export function NewPassword({ onChange, ...rest }: NewPasswordProps) {
  const [shows, setShows] = useState(false);
  const words = WORDS.signIn;
  return (
    <InputField
      {...rest}
      type={shows ? 'text' : 'password'}
      autoComplete="new-password"
      spellCheck={false}
      onChange={(event) => onChange(event.target.value)}
      beside={
        <button
          className="button"
          type="button"
          aria-pressed={shows}
          aria-label={words.showPassword}
          onClick={() => setShows(!shows)}
        >
          {shows ? words.hide : words.show}
        </button>
      }
    />
  );
}
