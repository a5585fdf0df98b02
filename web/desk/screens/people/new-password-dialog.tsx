import { useState } from 'react';
import { request } from '../../api/request.js';
import { UpdateUserDocument } from '../../generated/operations.js';
import { Dialog, DialogActs } from '../../parts/dialog.js';
import { PasswordField } from '../../parts/password-field.js';
import { ErrorNotice } from '../../parts/notices.js';
import { toast } from '../../parts/toasts.js';
import { useChange } from '../../parts/use-change.js';
import { WORDS } from '../../words/words.js';
import type { PersonProps } from './person.js';

export function NewPasswordDialog({ person, onClose }: PersonProps & { readonly onClose: () => void }) {
  const [password, setPassword] = useState('');
  const words = WORDS.people;
  const change = useChange(() => request(UpdateUserDocument, { input: { id: person.id, password } }), {
    fields: ['password'],
    onDone: () => {
      onClose();
      toast(words.passwordSet(person.name));
    },
  });
  return (
    <Dialog
      heading={words.passwordHeading(person.name)}
      onClose={onClose}
      onSubmit={() => change.run(undefined)}
      foot={<DialogActs act={words.passwordAct} isBusy={change.isBusy} onClose={onClose} />}
    >
      <PasswordField
        autoComplete="new-password"
        label={words.passwordLabel}
        hint={words.passwordHint}
        value={password}
        onChange={setPassword}
        problem={change.about('password')}
      />
      {change.error && <ErrorNotice error={change.error} heading={words.notSaved} />}
    </Dialog>
  );
}
