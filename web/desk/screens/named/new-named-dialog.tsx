import { useState } from 'react';
import { Dialog, DialogActs } from '../../parts/dialog.js';
import { InputField, TextField } from '../../parts/field.js';
import { ErrorNotice } from '../../parts/notices.js';
import { toast } from '../../parts/toasts.js';
import { useChange } from '../../parts/use-change.js';
import { WORDS } from '../../words/words.js';
import type { Named, NamedKind } from './named.js';

interface NewNamedDialogProps {
  readonly kind: NamedKind;
  readonly onCreated: (named: Named) => void;
  readonly onClose: () => void;
}

export function NewNamedDialog({ kind, onCreated, onClose }: NewNamedDialogProps) {
  const [name, setName] = useState('');
  const [slug, setSlug] = useState('');
  const [text, setText] = useState('');
  const words = WORDS.named;
  const change = useChange(
    () => kind.create({ name, ...(slug !== '' && { slug }), ...(text !== '' && { text }) }),
    {
      fields: ['name', 'slug', kind.textField],
      onDone: (named) => {
        if (named === undefined) return;
        toast(words.created(named.name));
        onCreated(named);
      },
    },
  );
  return (
    <Dialog
      heading={kind.words.newHeading}
      onClose={onClose}
      onSubmit={() => change.run(undefined)}
      foot={<DialogActs act={kind.words.create} isBusy={change.isBusy} onClose={onClose} />}
    >
      <InputField
        label={words.name}
        autoFocus
        value={name}
        onChange={(event) => setName(event.target.value)}
        problem={change.about('name')}
      />
      <InputField
        label={words.slug}
        hint={words.newSlugHint}
        spellCheck={false}
        autoCapitalize="none"
        value={slug}
        onChange={(event) => setSlug(event.target.value)}
        problem={change.about('slug')}
      />
      <TextField
        label={kind.words.text}
        hint={kind.words.textHint}
        value={text}
        onChange={(event) => setText(event.target.value)}
        problem={change.about(kind.textField)}
      />
      {change.error && <ErrorNotice error={change.error} heading={words.notSaved} />}
    </Dialog>
  );
}
