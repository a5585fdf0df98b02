import { useState, type FormEvent } from 'react';
import { request } from '../../api/request.js';
import { session } from '../../api/session.js';
import { UpdateViewerDocument, type AccountFragment } from '../../generated/operations.js';
import { InputField } from '../../parts/field.js';
import { ErrorNotice } from '../../parts/notices.js';
import { toast } from '../../parts/toasts.js';
import { useChange } from '../../parts/use-change.js';
import { WORDS } from '../../words/words.js';

export function ViewerForm({ viewer }: { readonly viewer: AccountFragment }) {
  const [name, setName] = useState(viewer.name);
  const [email, setEmail] = useState(viewer.email ?? '');
  const [currentPassword, setCurrentPassword] = useState('');
  const words = WORDS.settings;
  const isNewAddress = email !== (viewer.email ?? '');
  const change = useChange(
    () =>
      request(UpdateViewerDocument, {
        input: {
          ...(name !== viewer.name && { name }),
          ...(isNewAddress && { email, currentPassword }),
        },
      }),
    {
      fields: ['name', 'email', 'currentPassword'],
      onDone: ({ updateViewer }) => {
        if (updateViewer === null) return;
        session.viewerChanged(updateViewer.user);
        setName(updateViewer.user.name);
        setEmail(updateViewer.user.email ?? '');
        setCurrentPassword('');
        toast(words.saved);
      },
    },
  );
  const save = (event: FormEvent) => {
    event.preventDefault();
    change.run(undefined);
  };
  return (
    <form aria-labelledby="you" noValidate onSubmit={save}>
      <h2 className="section-head" id="you">
        {words.you}
      </h2>
      <InputField
        label={words.name}
        hint={words.nameHint}
        autoComplete="name"
        value={name}
        onChange={(event) => setName(event.target.value)}
        problem={change.about('name')}
      />
      <InputField
        label={words.email}
        type="email"
        autoComplete="email"
        value={email}
        onChange={(event) => setEmail(event.target.value)}
        problem={change.about('email')}
      />
      {isNewAddress && (
        <InputField
          label={words.currentPassword}
          hint={words.currentPasswordHint}
          type="password"
          autoComplete="current-password"
          value={currentPassword}
          onChange={(event) => setCurrentPassword(event.target.value)}
          problem={change.about('currentPassword')}
        />
      )}
      {change.error && <ErrorNotice error={change.error} heading={words.notSaved} />}
      <p className="actions">
        <button className="button main" type="submit" aria-disabled={change.isBusy}>
          {words.save}
        </button>
      </p>
    </form>
  );
}
