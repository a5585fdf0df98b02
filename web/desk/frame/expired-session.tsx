// Asks for the password over the page where a session ended while somebody was at work. What the page was about to send waits
// in `session.accessToken`, and is sent afterwards.
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
  return state.is === 'expired' ? <AskAtPause email={state.viewer.email ?? ''} /> : null;
}

/** What somebody is typing meanwhile is kept in this browser, and would go into the field for the password. */
const AskAtPause = ({ email }: { readonly email: string }) =>
  usePauseInTyping() ? <SignInAgain email={email} /> : null;

function SignInAgain({ email }: { readonly email: string }) {
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string>();
  const submit = () =>
    session.signIn(email, password).catch((error: unknown) => setProblem(messageOf(error)));
  return (
    <Dialog
      heading={WORDS.expired.heading}
      // It cannot be closed without a decision: nothing behind it works.
      onClose={() => undefined}
      onSubmit={() => void submit()}
      foot={
        <>
          <button className="button plain" type="button" onClick={() => void session.signOut()}>
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
