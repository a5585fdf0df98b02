// The details of a user in the open row: a form, and the user's sessions.
import { useState, type FormEvent } from 'react';
import { request } from '../../api/request.js';
import { session } from '../../api/session.js';
import { UpdateUserDocument, type AccountFragment } from '../../generated/operations.js';
import { InputField } from '../../parts/field.js';
import { ErrorNotice } from '../../parts/notices.js';
import { SessionList } from '../../parts/session-list.js';
import { toast } from '../../parts/toasts.js';
import { useChange } from '../../parts/use-change.js';
import { WORDS } from '../../words/words.js';
import { DeactivateDialog } from './deactivate-dialog.js';
import { NewPasswordDialog } from './new-password-dialog.js';
import type { PersonProps } from './person.js';
import { RoleField } from './role-field.js';

export function PersonDetails({ person }: PersonProps) {
  const [dialog, setDialog] = useState<'password' | 'deactivate'>();
  const close = () => setDialog(undefined);
  return (
    <>
      <div className="person">
        <PersonForm
          person={person}
          onPassword={() => setDialog('password')}
          onDeactivate={() => setDialog('deactivate')}
        />
        <section>
          <h2>{WORDS.people.sessions}</h2>
          <SessionList sessions={person.sessions} none={WORDS.people.noSessions} />
        </section>
      </div>
      {dialog === 'password' && <NewPasswordDialog person={person} onClose={close} />}
      {dialog === 'deactivate' && <DeactivateDialog person={person} onClose={close} />}
    </>
  );
}

interface PersonFormProps extends PersonProps {
  readonly onPassword: () => void;
  readonly onDeactivate: () => void;
}

const fieldsOf = ({ name, email, role }: AccountFragment) => ({ name, email: email ?? '', role });

function PersonForm({ person, onPassword, onDeactivate }: PersonFormProps) {
  const [fields, setFields] = useState(fieldsOf(person));
  const words = WORDS.people;
  const update = useChange(
    (changes: Partial<ReturnType<typeof fieldsOf>> & { readonly active?: boolean }) =>
      request(UpdateUserDocument, { input: { id: person.id, ...changes } }),
    {
      fields: ['name', 'email', 'role'],
      onDone: ({ updateUser }) => {
        if (updateUser === null) return;
        const { user } = updateUser;
        setFields(fieldsOf(user));
        session.viewerChanged(user);
        toast(user.active && !person.active ? words.isActive(user.name) : words.saved(user.name));
      },
    },
  );
  const save = (event: FormEvent) => {
    event.preventDefault();
    const { name, email, role } = fieldsOf(person);
    update.run({
      ...(fields.name !== name && { name: fields.name }),
      ...(fields.email !== email && { email: fields.email }),
      ...(fields.role !== role && { role: fields.role }),
    });
  };
  return (
    <form aria-label={person.name} noValidate onSubmit={save}>
      <InputField
        label={words.name}
        autoComplete="off"
        value={fields.name}
        onChange={(event) => setFields({ ...fields, name: event.target.value })}
        problem={update.about('name')}
      />
      <InputField
        label={words.email}
        type="email"
        autoComplete="off"
        value={fields.email}
        onChange={(event) => setFields({ ...fields, email: event.target.value })}
        problem={update.about('email')}
      />
      <RoleField
        hint={words.roleHint}
        value={fields.role}
        onChange={(role) => setFields({ ...fields, role })}
        problem={update.about('role')}
      />
      {update.error && <ErrorNotice error={update.error} heading={words.notSaved} />}
      <div className="actions">
        <button className="button main" type="submit" aria-disabled={update.isBusy}>
          {WORDS.save}
        </button>
        <button className="button" type="button" onClick={onPassword}>
          {words.password}
        </button>
        {person.active ? (
          <button className="button" type="button" onClick={onDeactivate}>
            {words.deactivate}
          </button>
        ) : (
          <button className="button" type="button" onClick={() => update.run({ active: true })}>
            {words.activate}
          </button>
        )}
      </div>
    </form>
  );
}
