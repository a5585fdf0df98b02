// A password that can be shown while it is typed.
import { useState, type ComponentProps } from 'react';
import { WORDS } from '../words/words.js';
import { InputField } from './field.js';

type InputFieldProps = ComponentProps<typeof InputField>;

interface PasswordFieldProps extends Pick<InputFieldProps, 'label' | 'hint' | 'problem' | 'name'> {
  readonly value: string;
  readonly onChange: (password: string) => void;
  /** For password managers: the stored password, or a generated one. */
  readonly autoComplete: 'current-password' | 'new-password';
}

export function PasswordField({ onChange, ...rest }: PasswordFieldProps) {
  const [shows, setShows] = useState(false);
  const words = WORDS.signIn;
  return (
    <InputField
      {...rest}
      type={shows ? 'text' : 'password'}
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
