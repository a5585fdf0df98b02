// The dialog of every transition but those that set a time: what it does, and a note.
import { useState } from 'react';
import { ApiError } from '../../api/errors.js';
import { hasMod } from '../../frame/keys.js';
import type { TransitionName, TransitionSubjectFragment } from '../../generated/operations.js';
import { Dialog, DialogActs } from '../../parts/dialog.js';
import { TextField } from '../../parts/field.js';
import { scriptOf } from '../../words/script-of.js';
import { WORDS } from '../../words/words.js';
import type { Decision, MadeArticle, SimpleTransition } from './make-transition.js';
import { optionOf } from './transition-groups.js';
import { TransitionError } from './transition-error.js';
import { useTransition } from './use-transition.js';

interface DecisionDialogProps {
  readonly article: TransitionSubjectFragment;
  readonly name: SimpleTransition | 'APPROVE';
  readonly revision?: { readonly id: string; readonly number: number } | undefined;
  readonly onDone: (made: MadeArticle) => void;
  readonly onClose: () => void;
}

export function DecisionDialog({ article, name, revision, onDone, onClose }: DecisionDialogProps) {
  const [note, setNote] = useState('');
  const [override, setOverride] = useState('');
  const { mutate, error, isPending } = useTransition(article, onDone);
  const { decide } = WORDS;
  const { id, number } = revisionOf(name, article) ?? revision ?? article.working;
  const overrides = name === 'APPROVE' && optionOf(article, name)?.allowed === false;
  const problem = (field: string) => (error instanceof ApiError ? error.about(field) : undefined);
  const submit = () => {
    if (isPending) return;
    const input = { articleId: article.id, version: article.version, ...(note.trim() && { note }) };
    mutate(
      name === 'APPROVE'
        ? { name, input: { ...input, revisionId: id, ...(overrides && { override }) } }
        : ({ name, input } satisfies Decision),
    );
  };
  return (
    <Dialog
      heading={decide.dialogs[name](number)}
      onClose={onClose}
      onSubmit={submit}
      foot={<DialogActs act={decide.acts[name](number)} isBusy={isPending} onClose={onClose} />}
    >
      <p className="title" {...scriptOf(article.working.title)}>
        {article.working.title}
      </p>
      <p>{decide.explains[name]}</p>
      {overrides && (
        <TextField
          label={decide.override}
          hint={decide.overrideHint}
          rows={3}
          required
          value={override}
          onChange={(event) => setOverride(event.target.value)}
          problem={problem('override')}
        />
      )}
      <TextField
        label={
          <>
            {decide.noteFor[name] ?? decide.note}{' '}
            {name !== 'REQUEST_CHANGES' && <span className="quiet">({decide.mayBeEmpty})</span>}
          </>
        }
        rows={3}
        required={name === 'REQUEST_CHANGES'}
        value={note}
        onChange={(event) => setNote(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && hasMod(event)) event.currentTarget.form?.requestSubmit();
        }}
        problem={problem('note')}
      />
      <TransitionError error={error} fields={['note', 'override']} onClose={onClose} />
    </Dialog>
  );
}

/** The revision of a transition that is about the live or the scheduled one; undefined: the working copy. */
function revisionOf(name: TransitionName, { live, scheduled }: TransitionSubjectFragment) {
  if (name === 'UNPUBLISH') return live?.revision;
  return name === 'UNSCHEDULE' ? scheduled?.revision : undefined;
}
