// Moves an entry, says that it did, and how it can be undone.
import { useState } from 'react';
import { invalidateAll } from '../../api/query-client.js';
import { useTimes } from '../../frame/newsroom.js';
import type { CalendarItemFragment } from '../../generated/operations.js';
import { messageOf } from '../../parts/notices.js';
import { toast } from '../../parts/toasts.js';
import { WORDS } from '../../words/words.js';
import { keyOf, moveEntry } from './move-entry.js';

export interface Move {
  /** The key of the entry that is on its way. */
  readonly moving: string | undefined;
  /** Rejects where the API refuses. */
  readonly move: (entry: CalendarItemFragment, at: string) => Promise<void>;
}

export function useMove(): Move {
  const { now, full } = useTimes();
  const [moving, setMoving] = useState<string>();
  const words = WORDS.calendar;
  const move = async (entry: CalendarItemFragment, at: string) => {
    if (at === entry.at) return;
    setMoving(keyOf(entry));
    try {
      const undo = await moveEntry(entry, at, now);
      const { title } = entry.publication.revision;
      toast(words.moved[entry.kind](title, full(at)), () => {
        undo()
          .then(
            () => toast(words.movedBack(title, full(entry.at))),
            (error: unknown) => toast(messageOf(error)),
          )
          .finally(() => void invalidateAll());
      });
    } finally {
      setMoving(undefined);
      await invalidateAll();
    }
  };
  return { moving, move };
}
