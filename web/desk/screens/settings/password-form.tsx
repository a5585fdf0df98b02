import { useState, type FormEvent } from 'react';
import { request } from '../../api/request.js';
import { ChangePasswordDocument } from '../../generated/operations.js';
import { InputField } from '../../parts/field.js';
import { PasswordField } from '../../parts/password-field.js';
import { ErrorNotice } from '../../parts/notices.js';
import { toast } from '../../parts/toasts.js';
import { useChange } from '../../parts/use-change.js';
import { WORDS } from '../../words/words.js';

export function PasswordForm({ email }: { readonly email: string }) {
  const [currentPassword, setCurrentPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const words = WORDS.settings;
  const change = useChange(
    () => request(ChangePasswordDocument, { input: { currentPassword, newPassword } }),
    {
      fields: ['currentPassword', 'newPassword'],
      onDone: () => {
        setCurrentPassword('');
        setNewPassword('');
        toast(words.passwordChanged);
      },
    },
  );
  const save = (event: FormEvent) => {
    event.preventDefault();
    change.run(undefined);
  };
  return (
    <form aria-labelledby="password" noValidate onSubmit={save}>
      <h2 className="section-head" id="password">
        {words.password}
      </h2>
      {/* For password managers. */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <InputField
        label={words.currentPassword}
        type="password"
        autoComplete="current-password"
        value={currentPassword}
        onChange={(event) => setCurrentPassword(event.target.value)}
        problem={change.about('currentPassword')}
      />
      <PasswordField
        autoComplete="new-password"
        label={words.newPassword}
        hint={words.newPasswordHint}
        value={newPassword}
        onChange={setNewPassword}
        problem={change.about('newPassword')}
      />
      {change.error && <ErrorNotice error={change.error} heading={words.notSaved} />}
      <p className="actions">
        <button className="button" type="submit" aria-disabled={change.isBusy}>
          {words.changePassword}
        </button>
      </p>
    </form>
  );
}
