// Which articles of a list are selected, and what became of those that were acted on. These stay where they stood, with the
// result under their title, until somebody has seen it: the list itself may have lost them.
import { useState } from 'react';
import { invalidateAll } from '../../api/query-client.js';
import { makeEach, type BulkArticle, type BulkTransition, type Outcome } from './bulk.js';

export interface Done {
  readonly name: BulkTransition;
  readonly outcomes: ReadonlyMap<string, Outcome>;
}

/** @param articles as the list has them now */
export function useBulk<TArticle extends BulkArticle>(articles: readonly TArticle[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [held, setHeld] = useState<readonly TArticle[]>();
  const [done, setDone] = useState<Done>();
  const fresh = new Map(articles.map((article) => [article.id, article]));
  const shown =
    held === undefined
      ? articles
      : [
          ...held.map((article) => fresh.get(article.id) ?? article),
          ...articles.filter(({ id }) => !held.some((article) => article.id === id)),
        ];
  const selected = shown.filter(({ id }) => chosen.has(id));
  return {
    /** The list, with those in their places that were acted on. */
    shown,
    selected,
    done,
    isSelected: (id: string) => chosen.has(id),
    toggle: (id: string) => {
      const next = new Set(chosen);
      if (!next.delete(id)) next.add(id);
      setChosen(next);
    },
    clear: () => {
      setChosen(new Set());
      setHeld(undefined);
      setDone(undefined);
    },
    /** @throws OfflineError */
    make: async (name: BulkTransition, note: string): Promise<Done> => {
      const made = { name, outcomes: await makeEach(name, selected, note) };
      setHeld(shown);
      setDone(made);
      setChosen(new Set());
      void invalidateAll();
      return made;
    },
  };
}

export type Bulk = ReturnType<typeof useBulk<BulkArticle>>;
