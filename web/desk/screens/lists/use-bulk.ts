// The selected articles of a list, and the outcomes of the last bulk transition. Its articles stay in their places with the outcome
// until it is cleared, though the fetched list may no longer have them.
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
  const [retained, setRetained] = useState<readonly TArticle[]>();
  const [done, setDone] = useState<Done>();
  const fresh = new Map(articles.map((article) => [article.id, article]));
  const shown =
    retained === undefined
      ? articles
      : [
          ...retained.map((article) => fresh.get(article.id) ?? article),
          ...articles.filter(({ id }) => !retained.some((article) => article.id === id)),
        ];
  const selected = shown.filter(({ id }) => chosen.has(id));
  return {
    /** The list, with the articles of the last bulk transition in their places. */
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
      setRetained(undefined);
      setDone(undefined);
    },
    /** @throws OfflineError */
    make: async (name: BulkTransition, note: string): Promise<Done> => {
      const made = { name, outcomes: await makeEach(name, selected, note) };
      setRetained(shown);
      setDone(made);
      setChosen(new Set());
      void invalidateAll();
      return made;
    },
  };
}

export type Bulk = ReturnType<typeof useBulk<BulkArticle>>;
