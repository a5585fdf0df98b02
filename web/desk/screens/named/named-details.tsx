// The details of a tag or author in its open row: a form, or read-only with the reasons.
import { useState, type FormEvent, type ReactNode } from 'react';
import { useViewer, isEditor } from '../../frame/use-session.js';
import { InputField, TextField } from '../../parts/field.js';
import { ErrorNotice } from '../../parts/notices.js';
import { RefusedButton } from '../../parts/refused-button.js';
import { toast } from '../../parts/toasts.js';
import { useChange } from '../../parts/use-change.js';
import { WORDS } from '../../words/words.js';
import { AuthorLogin, LoginDialog } from './author-login.js';
import { DeleteDialog } from './delete-dialog.js';
import { MergeDialog } from './merge-dialog.js';
import { changesOf, fieldsOf } from './named-fields.js';
import type { NamedProps } from './named.js';

interface NamedDetailsProps extends NamedProps {
  readonly onMergedInto: (id: string) => void;
}

export function NamedDetails({ kind, named, onMergedInto }: NamedDetailsProps) {
  const viewer = useViewer();
  const [isAllowed, setIsAllowed] = useState(false);
  const [dialog, setDialog] = useState<'merge' | 'delete' | 'login'>();
  const mayMerge = isAllowed || isEditor(viewer);
  const close = () => setDialog(undefined);
  const more = mayMerge ? (
    <>
      <button className="button" type="button" onClick={() => setDialog('merge')}>
        {WORDS.named.merge}
      </button>
      <button className="button" type="button" onClick={() => setDialog('delete')}>
        {WORDS.named.delete}
      </button>
    </>
  ) : (
    <RefusedActions kind={kind} named={named} onAllowed={() => setIsAllowed(true)} />
  );
  return (
    <>
      {isAllowed || kind.mayChange(viewer, named) ? (
        <NamedForm
          kind={kind}
          named={named}
          more={more}
          onChooseLogin={mayMerge ? () => setDialog('login') : undefined}
        />
      ) : (
        <NamedFacts kind={kind} named={named} more={more} onAllowed={() => setIsAllowed(true)} />
      )}
      {dialog === 'merge' && (
        <MergeDialog kind={kind} named={named} onMergedInto={onMergedInto} onClose={close} />
      )}
      {dialog === 'login' && <LoginDialog kind={kind} named={named} onClose={close} />}
      {dialog === 'delete' && <DeleteDialog kind={kind} named={named} onClose={close} />}
    </>
  );
}

interface NamedFormProps extends NamedProps {
  /** undefined where the viewer may not say whose login it is. */
  readonly onChooseLogin: (() => void) | undefined;
  readonly more: ReactNode;
}

function NamedForm({ kind, named, more, onChooseLogin }: NamedFormProps) {
  const [fields, setFields] = useState(fieldsOf(named));
  const words = WORDS.named;
  const change = useChange(() => kind.update(named.id, changesOf(named, fields)), {
    fields: ['name', 'slug', kind.textField],
    onDone: (saved) => {
      if (saved === undefined) return;
      setFields(fieldsOf(saved));
      toast(words.saved(saved.name));
    },
  });
  const save = (event: FormEvent) => {
    event.preventDefault();
    change.run(undefined);
  };
  return (
    <form className="person" aria-label={named.name} noValidate onSubmit={save}>
      <div>
        <InputField
          label={words.name}
          value={fields.name}
          onChange={(event) => setFields({ ...fields, name: event.target.value })}
          problem={change.about('name')}
        />
        <InputField
          label={words.slug}
          hint={words.slugHint}
          spellCheck={false}
          autoCapitalize="none"
          value={fields.slug}
          onChange={(event) => setFields({ ...fields, slug: event.target.value })}
          problem={change.about('slug')}
        />
        {change.error && <ErrorNotice error={change.error} heading={words.notSaved} />}
        <div className="actions">
          <button className="button main" type="submit" aria-disabled={change.isBusy}>
            {WORDS.save}
          </button>
          {more}
        </div>
      </div>
      <div>
        <TextField
          label={kind.words.text}
          hint={kind.words.textHint}
          value={fields.text}
          onChange={(event) => setFields({ ...fields, text: event.target.value })}
          problem={change.about(kind.textField)}
        />
        {kind.is === 'authors' && <AuthorLogin author={named} onChoose={onChooseLogin} />}
      </div>
    </form>
  );
}

interface NamedFactsProps extends NamedProps {
  readonly more: ReactNode;
  readonly onAllowed: () => void;
}

const NamedFacts = ({ kind, named, more, onAllowed }: NamedFactsProps) => (
  <div className="person facts-only">
    <dl className="facts">
      <dt>{WORDS.named.slug}</dt>
      <dd>{named.slug}</dd>
      <dt>{kind.words.text}</dt>
      <dd>{named.text ?? <span className="quiet">{WORDS.named.without}</span>}</dd>
    </dl>
    <div className="actions">
      <RefusedButton
        label={WORDS.named.rename}
        remedy={WORDS.named.remedy}
        // An update without changes.
        attempt={() => kind.update(named.id, {})}
        onAllowed={onAllowed}
      />
      {more}
    </div>
  </div>
);

const RefusedActions = ({ kind, named, onAllowed }: NamedProps & { readonly onAllowed: () => void }) => (
  <>
    <RefusedButton
      label={WORDS.named.merge}
      remedy={WORDS.named.remedy}
      // Merging into itself is never done.
      attempt={() => kind.merge(named.id, named.id)}
      onAllowed={onAllowed}
    />
    <RefusedButton
      label={WORDS.named.delete}
      remedy={WORDS.named.remedy}
      // No entry has this id.
      attempt={() => kind.remove('')}
      onAllowed={onAllowed}
    />
  </>
);
