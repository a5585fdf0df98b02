// j and k go through a list by moving the focus to the titles: Enter then follows the link, and the page scrolls by itself.
import { useRef, useState, type RefObject } from 'react';
import { useKeys } from '../../frame/keys.js';

const ROWS = '[data-article]';

interface ListKeys<TElement> {
  readonly ref: RefObject<TElement | null>;
  /** The row that had the focus last. */
  readonly current: string | undefined;
  /** For the list: notes which row has the focus. */
  readonly onFocus: (event: { readonly target: EventTarget }) => void;
}

/** Rows carry `data-article`, with the article's id. @param toggle selects or unselects it, by x */
export function useListKeys<TElement extends HTMLElement>(toggle: (id: string) => void): ListKeys<TElement> {
  const ref = useRef<TElement>(null);
  const [current, setCurrent] = useState<string>();
  const move = (step: 1 | -1) => {
    const rows = [...(ref.current?.querySelectorAll<HTMLElement>(ROWS) ?? [])];
    const at = rows.findIndex(({ dataset }) => dataset.article === current);
    const next = at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step));
    rows[next]?.querySelector('a')?.focus();
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    x: () => {
      if (current !== undefined) toggle(current);
    },
  });
  return {
    ref,
    current,
    onFocus: ({ target }) => {
      const row = target instanceof Element ? target.closest<HTMLElement>(ROWS) : null;
      if (row !== null) setCurrent(row.dataset.article);
    },
  };
}
