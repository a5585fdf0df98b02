// The bar over a list while articles are selected, or after a bulk transition.
import { useState } from 'react';
import { WORDS } from '../../words/words.js';
import { BulkDialog } from './bulk-dialog.js';
import type { BulkTransition } from './bulk.js';
import type { Bulk, Done } from './use-bulk.js';

interface SelectionBarProps {
  readonly bulk: Pick<Bulk, 'selected' | 'done' | 'clear' | 'make'>;
  readonly offers: readonly BulkTransition[];
  readonly onDone?: (done: Done) => void;
}

export function SelectionBar({ bulk, offers, onDone }: SelectionBarProps) {
  const [confirming, setConfirming] = useState<BulkTransition>();
  const { selected, done } = bulk;
  const { bulk: words } = WORDS.lists;
  const outcomes = [...(done?.outcomes.values() ?? [])];
  const succeeded = outcomes.filter(({ isDone }) => isDone).length;
  const summary =
    selected.length > 0
      ? words.selected(selected.length)
      : done && words.summary(WORDS.lists.done[done.name], succeeded, outcomes.length - succeeded);
  return (
    <>
      <p className="hidden" role="status">
        {summary}
      </p>
      {summary !== undefined && (
        <div className="bulk" role="group" aria-label={words.label}>
          <p aria-hidden="true">
            <strong>{summary}</strong>
          </p>
          <p>
            {selected.length > 0 &&
              offers.map((name) => (
                <button key={name} className="button" type="button" onClick={() => setConfirming(name)}>
                  {WORDS.transitions[name]}…
                </button>
              ))}{' '}
            <button className="button plain" type="button" onClick={bulk.clear}>
              {selected.length > 0 ? WORDS.clear : words.hideResults}
            </button>
          </p>
        </div>
      )}
      {confirming !== undefined && (
        <BulkDialog
          name={confirming}
          articles={selected}
          onConfirm={async (note) => {
            const made = await bulk.make(confirming, note);
            onDone?.(made);
          }}
          onClose={() => setConfirming(undefined)}
        />
      )}
    </>
  );
}
