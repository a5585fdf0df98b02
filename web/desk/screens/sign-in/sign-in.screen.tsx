import { usePageTitle } from '../../frame/page-title.js';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { session } from '../../api/session.js';
import { InputField } from '../../parts/field.js';
import { PasswordField } from '../../parts/password-field.js';
import { messageOf } from '../../parts/notices.js';
import { WORDS } from '../../words/words.js';
import { signInQuery } from './sign-in.data.js';

const route = getRouteApi('/sign-in');

export function SignInScreen() {
  const { to } = route.useSearch();
  const router = useRouter();
  const demoSignIns = useQuery(signInQuery).data?.newsroom.demoSignIns ?? [];
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string>();
  const signIn = async (asEmail: string, withPassword: string) => {
    setProblem(undefined);
    try {
      await session.signIn(asEmail, withPassword);
      if (to === undefined) await router.navigate({ to: '/', replace: true });
      else router.history.replace(to);
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  const { signIn: words } = WORDS;
  usePageTitle(words.heading);
  return (
    <main id="main" className="sign-in">
      <section aria-labelledby="sign-in">
        <p className="wordmark">{WORDS.product}</p>
        <h1 id="sign-in">{words.heading}</h1>
        {to !== undefined && <p className="quiet">{words.goOn}</p>}
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void signIn(email, password);
          }}
        >
          <InputField
            label={words.email}
            type="email"
            name="email"
            autoComplete="username"
            autoFocus
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
          <PasswordField
            label={words.password}
            name="password"
            autoComplete="current-password"
            value={password}
            onChange={setPassword}
            problem={problem}
          />
          <button className="button main" type="submit">
            {words.submit}
          </button>
        </form>
        <p className="quiet small">{words.forgotten}</p>
      </section>
      {demoSignIns.length > 0 && (
        <section aria-labelledby="demo">
          <h2 id="demo" className="section-head">
            {words.demo}
          </h2>
          <p className="quiet">{words.demoHint}</p>
          <ul className="sign-ins">
            {demoSignIns.map((person) => (
              <li key={person.email}>
                <button type="button" onClick={() => void signIn(person.email, person.password)}>
                  <strong>{person.name}</strong> <span>{WORDS.roles[person.role]}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </main>
  );
}
