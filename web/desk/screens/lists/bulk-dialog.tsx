// Confirms a transition of several articles: their revisions, a note, and which of them will be refused.
import { useState } from 'react';
import { Dialog, DialogActs } from '../../parts/dialog.js';
import { TextField } from '../../parts/field.js';
import { ErrorNotice } from '../../parts/notices.js';
import { Title } from '../../parts/text.js';
import { WORDS } from '../../words/words.js';
import { reasonAgainst, type BulkArticle, type BulkTransition } from './bulk.js';

interface BulkDialogProps {
  readonly name: BulkTransition;
  readonly articles: readonly BulkArticle[];
  readonly onConfirm: (note: string) => Promise<unknown>;
  readonly onClose: () => void;
}

export function BulkDialog({ name, articles, onConfirm, onClose }: BulkDialogProps) {
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<string>();
  const [error, setError] = useState<unknown>();
  const [isBusy, setIsBusy] = useState(false);
  const { bulk } = WORDS.lists;
  const needsNote = name === 'REQUEST_CHANGES';
  const make = async () => {
    if (isBusy) return;
    if (needsNote && note.trim() === '') {
      setProblem(bulk.noteNeeded);
      return;
    }
    setIsBusy(true);
    setError(undefined);
    try {
      await onConfirm(note.trim());
      onClose();
    } catch (failure) {
      setError(failure);
      setIsBusy(false);
    }
  };
  return (
    <Dialog
      heading={bulk.heading(WORDS.transitions[name], articles.length)}
      onClose={onClose}
      onSubmit={() => void make()}
      foot={
        <DialogActs
          act={bulk.act(WORDS.transitions[name], articles.length)}
          isBusy={isBusy}
          onClose={onClose}
        />
      }
    >
      {error !== undefined && <ErrorNotice error={error} />}
      <ul className="bulk-list">
        {articles.map((article) => {
          const reason = reasonAgainst(article, name);
          return (
            <li key={article.id}>
              <Title text={article.working.title} />
              <p className="quiet small">{WORDS.Revision(article.working.number)}</p>
              {reason !== undefined && (
                <p className="flag">
                  <strong>{bulk.willBeRefused}</strong> {reason}
                </p>
              )}
            </li>
          );
        })}
      </ul>
      <TextField
        label={needsNote ? bulk.whatToChange : bulk.note}
        hint={articles.length > 1 ? bulk.sameNote : undefined}
        required={needsNote}
        value={note}
        onChange={(event) => {
          setNote(event.target.value);
          setProblem(undefined);
        }}
        problem={problem}
      />
    </Dialog>
  );
}
