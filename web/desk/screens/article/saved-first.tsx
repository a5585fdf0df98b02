// Saves the text on the screen before a transition, since the transition is about that text.
import { useMutation } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import type { SaveFirst } from '../../frame/open-article.js';
import type { TransitionName, TransitionSubjectFragment } from '../../generated/operations.js';
import { Dialog } from '../../parts/dialog.js';
import { ErrorNotice } from '../../parts/notices.js';
import { WORDS } from '../../words/words.js';

interface SavedFirstProps {
  readonly save: SaveFirst;
  readonly name: TransitionName;
  /** Also called where the save failed: the write screen says why. */
  readonly onClose: () => void;
  /** The dialog of the transition, for the saved article. */
  readonly children: (saved: TransitionSubjectFragment) => ReactNode;
}

/** A modal dialog is open during the save, so that nobody types between the save and the transition. */
export function SavedFirst({ save, name, onClose, children }: SavedFirstProps) {
  const { mutate, data, error } = useMutation({
    mutationFn: save,
    onSuccess: (saved) => {
      if (saved === undefined) onClose();
    },
  });
  useEffect(() => mutate(), []);
  if (data !== undefined) return children(data);
  return (
    <Dialog heading={WORDS.transitions[name]} onClose={onClose}>
      {error ? <ErrorNotice error={error} /> : <p role="status">{WORDS.write.savingNow}</p>}
    </Dialog>
  );
}
