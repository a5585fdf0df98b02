import { useState } from 'react';
import { Dialog } from '../../parts/dialog.js';
import { WORDS } from '../../words/words.js';

interface ConflictFootProps {
  /** How many are not settled yet. */
  readonly left: number;
  readonly nextNumber: number;
  readonly onDrop: () => void;
  readonly onSave: () => void;
}

export function ConflictFoot({ left, nextNumber, onDrop, onSave }: ConflictFootProps) {
  const [asksWhy, setAsksWhy] = useState(false);
  const { conflict: words } = WORDS;
  return (
    <footer className="foot" aria-label={WORDS.write.saving}>
      <p role="status">
        <strong>{words.left(left)}</strong> <span className="quiet wide-only">{words.safe}</span>
      </p>
      <p className="end">
        <button className="button" type="button" onClick={onDrop}>
          {words.drop}
        </button>
        {left === 0 ? (
          <button className="button main" type="button" onClick={onSave}>
            {words.saveAs(nextNumber)}
          </button>
        ) : (
          <button className="button pending" type="button" onClick={() => setAsksWhy(true)}>
            {words.saveAs(nextNumber)} <small>{words.whyNot}</small>
          </button>
        )}
      </p>
      {asksWhy && (
        <Dialog heading={words.left(left)} onClose={() => setAsksWhy(false)}>
          <p>{words.settleFirst}</p>
        </Dialog>
      )}
    </footer>
  );
}
