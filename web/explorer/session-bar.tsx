import { type FormEvent, useRef, useState, useSyncExternalStore } from 'react';
import type { DeskSession } from './desk-session.js';

/** Shows who is signed in at the desk, with a form to sign in and a button to sign out. */
export function SessionBar({ session }: { readonly session: DeskSession }) {
  const { signedIn, notice } = useSyncExternalStore(session.subscribe, session.current);
  const [failure, setFailure] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const status = useRef<HTMLParagraphElement>(null);

  const attempt = async (action: () => Promise<void>) => {
    if (isBusy) return;
    setIsBusy(true);
    setFailure('');
    try {
      await action();
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    } finally {
      setIsBusy(false);
      // The focused element may be gone, and a keyboard user should not have to start again at the top of the page.
      if (document.activeElement === document.body) status.current?.focus();
    }
  };

  return (
    <>
      <p role="status" ref={status} tabIndex={-1}>
        {signedIn ? (
          <>
            Signed in as <strong>{signedIn.user.name}</strong>, {signedIn.user.role}
          </>
        ) : (
          'Not signed in'
        )}
      </p>
      {signedIn ? (
        <button type="button" onClick={() => attempt(() => session.signOut())}>
          Sign out
        </button>
      ) : (
        <SignInForm onSignIn={(email, password) => attempt(() => session.signIn(email, password))} />
      )}
      <p role="alert">{failure || notice}</p>
    </>
  );
}

interface SignInFormProps {
  readonly onSignIn: (email: string, password: string) => void;
}

function SignInForm({ onSignIn }: SignInFormProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    onSignIn(String(fields.get('email')), String(fields.get('password')));
  };

  return (
    <form aria-label="Sign in to the desk" onSubmit={submit}>
      <label>
        E-mail <input name="email" type="email" autoComplete="username" required />
      </label>
      <label>
        Password <input name="password" type="password" autoComplete="current-password" required />
      </label>
      <button type="submit">Sign in</button>
    </form>
  );
}
