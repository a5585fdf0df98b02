// Moves an entry of the calendar, and offers to undo it.
import { useState } from 'react';
import { invalidateAll } from '../../api/query-client.js';
import { useTimes } from '../../frame/newsroom.js';
import type { CalendarItemFragment } from '../../generated/operations.js';
import { toast } from '../../parts/toasts.js';
import { undo } from '../../parts/undo.js';
import { WORDS } from '../../words/words.js';
import { keyOf, moveEntry } from './move-entry.js';

export interface Move {
  /** The key of the entry whose move is under way. */
  readonly moving: string | undefined;
  /** @throws ApiError, OfflineError */
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
      const moveBack = await moveEntry(entry, at, now);
      const { title } = entry.publication.revision;
      toast(
        words.moved[entry.kind](title, full(at)),
        () => void undo(moveBack, words.movedBack(title, full(entry.at))),
      );
    } finally {
      setMoving(undefined);
      await invalidateAll();
    }
  };
  return { moving, move };
}
