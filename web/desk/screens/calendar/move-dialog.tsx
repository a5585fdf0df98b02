// Moves an entry of the calendar to another date and time.
import { useState } from 'react';
import { ApiError } from '../../api/errors.js';
import { useTimes } from '../../frame/newsroom.js';
import type { CalendarItemFragment } from '../../generated/operations.js';
import { Dialog, DialogActs } from '../../parts/dialog.js';
import { instantIn, missingIn, momentAt, MomentField } from '../../parts/moment-field.js';
import { ErrorNotice } from '../../parts/notices.js';
import { Title } from '../../parts/text.js';
import { WORDS } from '../../words/words.js';

interface MoveDialogProps {
  readonly entry: CalendarItemFragment;
  readonly onMove: (at: string) => Promise<void>;
  readonly onClose: () => void;
}

export function MoveDialog({ entry, onMove, onClose }: MoveDialogProps) {
  const { full, zone } = useTimes();
  const [moment, setMoment] = useState(() => momentAt(entry.at, zone));
  const at = instantIn(moment, zone);
  const [isSubmitted, setIsSubmitted] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const words = WORDS.calendar;
  const { title, number } = entry.publication.revision;
  const problem = error instanceof ApiError ? (error.about('at') ?? error.about('until')) : undefined;
  const submit = async () => {
    setIsSubmitted(true);
    if (at === undefined || isBusy) return;
    setIsBusy(true);
    setError(undefined);
    try {
      await onMove(at);
      onClose();
    } catch (refusal) {
      setError(refusal);
      setIsBusy(false);
    }
  };
  return (
    <Dialog
      heading={words.moveHeadings[entry.kind]}
      onClose={onClose}
      onSubmit={() => void submit()}
      foot={<DialogActs act={words.moveRevision(number)} isBusy={isBusy} onClose={onClose} />}
    >
      <div className="goes-out">
        <Title text={title} />
        <p className="quiet">{words.moveNow[entry.kind](number, full(entry.at))}</p>
      </div>
      <MomentField
        value={moment}
        onChange={setMoment}
        problem={(isSubmitted ? missingIn(moment, zone) : undefined) ?? problem}
      />
      {error !== undefined && problem === undefined && (
        <ErrorNotice error={error} heading={words.moveFailed} />
      )}
    </Dialog>
  );
}
