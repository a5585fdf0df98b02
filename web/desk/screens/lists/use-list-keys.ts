// j and k move the focus to the next or previous title of a list. Enter follows its link, and the browser scrolls to it.
import { useRef, useState, type RefObject } from 'react';
import { useKeys } from '../../frame/keys.js';

const ROWS = '[data-article]';

interface ListKeys<TElement> {
  readonly ref: RefObject<TElement | null>;
  /** The id of the article whose row had the focus last. */
  readonly current: string | undefined;
  /** The list's handler, which tracks the row with the focus. */
  readonly onFocus: (event: { readonly target: EventTarget }) => void;
}

/** The list's rows have `data-article` with the article's id. @param toggle called with the id on `x` */
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
