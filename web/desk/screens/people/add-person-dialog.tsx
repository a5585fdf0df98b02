import { useState } from 'react';
import { request } from '../../api/request.js';
import { CreateUserDocument, type Role } from '../../generated/operations.js';
import { Dialog, DialogActs } from '../../parts/dialog.js';
import { InputField } from '../../parts/field.js';
import { PasswordField } from '../../parts/password-field.js';
import { ErrorNotice } from '../../parts/notices.js';
import { toast } from '../../parts/toasts.js';
import { useChange } from '../../parts/use-change.js';
import { WORDS } from '../../words/words.js';
import { RoleField } from './role-field.js';

interface AddPersonDialogProps {
  readonly onAdded: (id: string) => void;
  readonly onClose: () => void;
}

export function AddPersonDialog({ onAdded, onClose }: AddPersonDialogProps) {
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('WRITER');
  const [password, setPassword] = useState('');
  const words = WORDS.people;
  const change = useChange(() => request(CreateUserDocument, { input: { name, email, role, password } }), {
    fields: ['name', 'email', 'role', 'password'],
    onDone: ({ createUser }) => {
      if (createUser === null) return;
      toast(words.added(createUser.user.name));
      onAdded(createUser.user.id);
    },
  });
  return (
    <Dialog
      heading={words.addHeading}
      onClose={onClose}
      onSubmit={() => change.run(undefined)}
      foot={<DialogActs act={words.addAct} isBusy={change.isBusy} onClose={onClose} />}
    >
      <InputField
        label={words.name}
        autoComplete="off"
        autoFocus
        value={name}
        onChange={(event) => setName(event.target.value)}
        problem={change.about('name')}
      />
      <InputField
        label={words.email}
        type="email"
        autoComplete="off"
        value={email}
        onChange={(event) => setEmail(event.target.value)}
        problem={change.about('email')}
      />
      <RoleField value={role} onChange={setRole} problem={change.about('role')} />
      <PasswordField
        autoComplete="new-password"
        label={words.firstPassword}
        hint={words.firstPasswordHint}
        value={password}
        onChange={setPassword}
        problem={change.about('password')}
      />
      {change.error && <ErrorNotice error={change.error} heading={words.notSaved} />}
    </Dialog>
  );
}
