// What is decided about an article while it is being written is about what is on the screen.
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
  /** Called too where it was not saved: the screen says why. */
  readonly onClose: () => void;
  /** The dialog of the transition, about the article as it was saved. */
  readonly children: (saved: TransitionSubjectFragment) => ReactNode;
}

/** Saves under a dialog that is open at once, so that nobody writes on between the save and the decision. */
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
