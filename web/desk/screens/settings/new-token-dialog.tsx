// Creates an API token, and shows its secret: the API does not return it again.
import { useState } from 'react';
import { request } from '../../api/request.js';
import { serverNow } from '../../frame/newsroom.js';
import { CreateApiTokenDocument, type LoginFragment } from '../../generated/operations.js';
import { Dialog, DialogActs } from '../../parts/dialog.js';
import { InputField, SelectField } from '../../parts/field.js';
import { FindOne } from '../../parts/find-one.js';
import { CopyButton, ErrorNotice } from '../../parts/notices.js';
import { useChange } from '../../parts/use-change.js';
import { WORDS } from '../../words/words.js';
import { findLogins } from '../named/find-logins.js';

const LIFETIMES = ['30', '90', '365', 'never'] as const;
type Lifetime = (typeof LIFETIMES)[number];
const DAY_MS = 86_400_000;

const expiryOf = (lifetime: Lifetime): string | null =>
  lifetime === 'never' ? null : new Date(serverNow().getTime() + Number(lifetime) * DAY_MS).toISOString();

export function NewTokenDialog({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState('');
  const [user, setUser] = useState<LoginFragment>();
  const [lifetime, setLifetime] = useState<Lifetime>('90');
  const [secret, setSecret] = useState<string>();
  const [isMissing, setIsMissing] = useState(false);
  const words = WORDS.settings;
  const change = useChange(
    ({ id }: LoginFragment) =>
      request(CreateApiTokenDocument, { input: { name, userId: id, expiresAt: expiryOf(lifetime) } }),
    {
      fields: ['name', 'userId', 'expiresAt'],
      onDone: ({ createApiToken }) => setSecret(createApiToken?.secret ?? ''),
    },
  );
  if (secret !== undefined) return <SecretDialog name={name} secret={secret} onClose={onClose} />;
  return (
    <Dialog
      heading={words.newTokenHeading}
      onClose={onClose}
      onSubmit={() => (user === undefined ? setIsMissing(true) : change.run(user))}
      foot={<DialogActs act={words.createToken} isBusy={change.isBusy} onClose={onClose} />}
    >
      <InputField
        label={words.tokenName}
        hint={words.tokenNameHint}
        autoComplete="off"
        autoFocus
        value={name}
        onChange={(event) => setName(event.target.value)}
        problem={change.about('name')}
      />
      <FindOne
        label={words.actsAs}
        among="people"
        find={findLogins}
        describe={({ role }) => WORDS.roles[role]}
        value={user}
        onChange={setUser}
        problem={
          change.about('userId') ?? (isMissing && user === undefined ? words.personMissing : undefined)
        }
      />
      <SelectField
        label={words.endsAfter}
        value={lifetime}
        options={LIFETIMES.map((days) => [days, words.endsAfterDays[days]] as const)}
        onChange={setLifetime}
        problem={change.about('expiresAt')}
      />
      {change.error && <ErrorNotice error={change.error} heading={words.notCreated} />}
    </Dialog>
  );
}

interface SecretDialogProps {
  readonly name: string;
  readonly secret: string;
  readonly onClose: () => void;
}

const SecretDialog = ({ name, secret, onClose }: SecretDialogProps) => (
  <Dialog heading={WORDS.settings.secretHeading(name)} onClose={onClose} onSubmit={onClose}>
    <InputField
      label={WORDS.settings.secret}
      hint={WORDS.settings.secretHint}
      readOnly
      autoFocus
      value={secret}
      onFocus={(event) => event.target.select()}
      beside={<CopyButton text={secret} />}
    />
  </Dialog>
);
