import { useState } from 'react';
import { Dialog } from '../../parts/dialog.js';
import { WORDS } from '../../words/words.js';

interface ConflictFootProps {
  /** The number of unresolved conflicts. */
  readonly left: number;
  readonly nextNumber: number;
  readonly onDiscard: () => void;
  readonly onSave: () => void;
}

export function ConflictFoot({ left, nextNumber, onDiscard, onSave }: ConflictFootProps) {
  const [showsReason, setShowsReason] = useState(false);
  const { conflict: words } = WORDS;
  return (
    <footer className="foot" aria-label={WORDS.write.saving}>
      <p role="status">
        <strong>{words.left(left)}</strong> <span className="quiet wide-only">{words.safe}</span>
      </p>
      <p className="end">
        <button className="button" type="button" onClick={onDiscard}>
          {words.drop}
        </button>
        {left === 0 ? (
          <button className="button main" type="button" onClick={onSave}>
            {words.saveAs(nextNumber)}
          </button>
        ) : (
          <button className="button pending" type="button" onClick={() => setShowsReason(true)}>
            {words.saveAs(nextNumber)} <small>{words.whyNot}</small>
          </button>
        )}
      </p>
      {showsReason && (
        <Dialog heading={words.left(left)} onClose={() => setShowsReason(false)}>
          <p>{words.settleFirst}</p>
        </Dialog>
      )}
    </footer>
  );
}
