// A dialog over the page that asks for the password when the session has expired. The requests of the page wait in
// `session.accessToken`, and are sent after the sign-in.
import { useState } from 'react';
import { session } from '../api/session.js';
import { Dialog } from '../parts/dialog.js';
import { InputField } from '../parts/field.js';
import { messageOf } from '../parts/notices.js';
import { WORDS } from '../words/words.js';
import { usePauseInTyping } from './typing.js';
import { useSession } from './use-session.js';

export function ExpiredSession() {
  const state = useSession();
  return state.is === 'expired' ? <SignInAtPause email={state.viewer.email ?? ''} /> : null;
}

/** Waits for a pause in typing, or the next letters of a text would go into the password field. */
const SignInAtPause = ({ email }: { readonly email: string }) =>
  usePauseInTyping() ? <SignInAgain email={email} /> : null;

function SignInAgain({ email }: { readonly email: string }) {
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string>();
  const showProblem = (error: unknown) => setProblem(messageOf(error));
  return (
    <Dialog
      heading={WORDS.expired.heading}
      // It cannot be closed: nothing behind it works without a session.
      onClose={() => undefined}
      onSubmit={() => void session.signIn(email, password).catch(showProblem)}
      foot={
        <>
          <button
            className="button plain"
            type="button"
            onClick={() => void session.signOut().catch(showProblem)}
          >
            {WORDS.expired.somebodyElse}
          </button>
          <button className="button main" type="submit">
            {WORDS.expired.submit}
          </button>
        </>
      }
    >
      <p>{WORDS.expired.explain}</p>
      {/* For password managers. */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <InputField
        label={WORDS.expired.passwordFor(email)}
        type="password"
        autoComplete="current-password"
        autoFocus
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        problem={problem}
      />
    </Dialog>
  );
}
