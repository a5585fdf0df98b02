// The dialog of a transition: what will happen, a note where one may be given, and the button that makes it.
import type { TransitionName, TransitionSubjectFragment } from '../../generated/operations.js';
import { Dialog } from '../../parts/dialog.js';
import { WORDS } from '../../words/words.js';

interface TransitionDialogProps {
  readonly article: TransitionSubjectFragment;
  readonly name: TransitionName;
  /** The revision that it is about, where that is not the working copy: publishing an earlier one. */
  readonly revision?: { readonly id: string; readonly number: number };
  /** Called after it was made; the queries are already asked anew. */
  readonly onDone?: () => void;
  readonly onClose: () => void;
}

export const TransitionDialog = ({ name, onClose }: TransitionDialogProps) => (
  <Dialog heading={WORDS.transitions[name]} onClose={onClose}>
    <p />
  </Dialog>
);
