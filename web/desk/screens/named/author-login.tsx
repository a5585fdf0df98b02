// The login of an author: the user whose new articles get this byline.
import { useState } from 'react';
import type { LoginFragment } from '../../generated/operations.js';
import { Dialog, DialogActs } from '../../parts/dialog.js';
import { FindOne } from '../../parts/find-one.js';
import { ErrorNotice } from '../../parts/notices.js';
import { toast } from '../../parts/toasts.js';
import { useChange } from '../../parts/use-change.js';
import { WORDS } from '../../words/words.js';
import { findLogins } from './find-logins.js';
import type { Named, NamedProps } from './named.js';

interface AuthorLoginProps {
  readonly author: Named;
  /** undefined where the viewer may not choose. */
  readonly onChoose: (() => void) | undefined;
}

export const AuthorLogin = ({ author, onChoose }: AuthorLoginProps) => (
  <section className="login">
    <h2>{WORDS.authors.login}</h2>
    <p>
      {author.user ? author.user.name : <span className="quiet">{WORDS.authors.noLogin}</span>}{' '}
      {onChoose && (
        <button className="link" type="button" onClick={onChoose}>
          {WORDS.authors.chooseLogin}
        </button>
      )}
    </p>
  </section>
);

export function LoginDialog({ kind, named: author, onClose }: NamedProps & { readonly onClose: () => void }) {
  const [login, setLogin] = useState<LoginFragment>();
  const words = WORDS.authors;
  const change = useChange((userId: string | null) => kind.update(author.id, { userId }), {
    fields: ['userId'],
    onDone: () => {
      onClose();
      toast(WORDS.named.saved(author.name));
    },
  });
  return (
    <Dialog
      heading={words.loginHeading(author.name)}
      onClose={onClose}
      onSubmit={() => (login === undefined ? onClose() : change.run(login.id))}
      foot={
        <DialogActs act={WORDS.save} isBusy={change.isBusy} onClose={onClose}>
          {author.user && (
            <button className="button" type="button" onClick={() => change.run(null)}>
              {words.noLoginAct}
            </button>
          )}
        </DialogActs>
      }
    >
      <FindOne
        label={words.loginOf}
        hint={words.loginHint}
        among="people"
        find={findLogins}
        describe={describeLogin}
        value={login}
        onChange={setLogin}
        problem={change.about('userId')}
      />
      {change.error && <ErrorNotice error={change.error} heading={WORDS.named.notSaved} />}
    </Dialog>
  );
}

const describeLogin = ({ role, author }: LoginFragment): string =>
  author ? WORDS.authors.hasByline(WORDS.roles[role], author.name) : WORDS.roles[role];
