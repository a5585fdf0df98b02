import { type FormEvent, useState, useSyncExternalStore } from 'react';
import type { DeskSession } from './desk-session.js';

/** Who is signed in at the desk, and the way in and out. */
export function SessionBar({ session }: { readonly session: DeskSession }) {
  const { signedIn, notice } = useSyncExternalStore(session.subscribe, session.current);
  const [failure, setFailure] = useState('');
  const [busy, setBusy] = useState(false);

  const attempt = async (action: () => Promise<void>) => {
    setBusy(true);
    setFailure('');
    try {
      await action();
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <p role="status">
        {signedIn ? (
          <>
            Signed in as <strong>{signedIn.user.name}</strong>, {signedIn.user.role}
          </>
        ) : (
          'Not signed in'
        )}
      </p>
      {signedIn ? (
        <button type="button" disabled={busy} onClick={() => attempt(() => session.signOut())}>
          Sign out
        </button>
      ) : (
        <SignInForm
          busy={busy}
          onSignIn={(email, password) => attempt(() => session.signIn(email, password))}
        />
      )}
      <p role="alert">{failure || notice}</p>
    </>
  );
}

interface SignInFormProps {
  readonly busy: boolean;
  readonly onSignIn: (email: string, password: string) => void;
}

function SignInForm({ busy, onSignIn }: SignInFormProps) {
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
      <button type="submit" disabled={busy}>
        Sign in
      </button>
    </form>
  );
}
